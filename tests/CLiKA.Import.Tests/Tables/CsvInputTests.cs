using System.Text;
using CLiKA.Import.Tables;
using CLiKA.Tests;

namespace CLiKA.Import.Tests.Tables;

public sealed class CsvInputTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a,b\n1,\"x, \"\"y\"\"\nz\"\n2,w\n")]
    [InlineData("\uFEFFa;b\r\n1;\"x, \"\"y\"\"\nz\"\r\n2;w\r\n")]
    [InlineData("a\tb\r\n1\t\"x, \"\"y\"\"\nz\"\r\n2\tw\r\n")]
    [InlineData("a,b,,\n1,\"x, \"\"y\"\"\nz\",,\n2,w,, \n")]
    [InlineData("a,b\n1,\"x, \"\"y\"\"\nz\"\n2,w\n,\n , \n\n\n")]
    public void Rows_have_names_and_the_lines_they_begin_in(string text)
    {
        var rows = CsvInput.Read(_folder.Write("t.csv", text));

        rows.Select(row => (row.Line, row.Text("a"), row.Text("b"))).Should().Equal((2, "1", "x, \"y\"\nz"), (4, "2", "w"));
    }

    // In the middle it stands for a row that was forgotten, and counts where sets are parallel row by row.
    [Fact]
    public void A_blank_row_above_others_is_there() =>
        CsvInput.Read(_folder.Write("t.csv", "a,b\n1,x\n,\n2,y\n")).Select(row => row.Text("a")).Should().Equal("1", string.Empty, "2");

    // Published sets number their rows in a column without a name.
    [Fact]
    public void A_column_without_a_name_that_holds_something_is_there() =>
        CsvInput.Read(_folder.Write("t.csv", ",a\n0,x\n"))[0].Names.Should().Equal(string.Empty, "a");

    [Theory]
    [InlineData("iso-8859-1", 2)]
    [InlineData("utf-16", 1)]
    public void What_is_not_UTF_8_is_an_error_that_says_how_to_save_it(string encoding, int line)
    {
        var path = Path.Combine(_folder.Path, "t.csv");
        File.WriteAllText(path, "a\tb\n1\tä\n", Encoding.GetEncoding(encoding));

        FluentActions.Invoking(() => CsvInput.Read(path)).Should().Throw<InvalidInputException>()
            .WithMessage($"*t.csv:{line}: has a byte that is not UTF-8; in a spreadsheet program, save the table as 'CSV UTF-8'.");
    }

    [Theory]
    [InlineData("a,b\n", "*t.csv: has no rows*")]
    [InlineData("a,b\n,\n", "*t.csv: has no rows*")]
    [InlineData("a,b\n1\n", "*t.csv:2: not valid CSV: *1 fields but 2*")]
    [InlineData("a,b\n1,2\n\"x\"y,3\n", "*t.csv:3: not valid CSV*")]
    [InlineData("a,a\n1,2\n", "*t.csv:1: column 'a' occurs twice; *")]
    [InlineData("a,,\n1,2,3\n", "*t.csv:1: column '' occurs twice; *")]
    public void What_is_no_table_is_an_error_with_its_line(string text, string expected)
    {
        var path = _folder.Write("t.csv", text);

        FluentActions.Invoking(() => CsvInput.Read(path)).Should().Throw<InvalidInputException>().WithMessage(expected);
    }
}
