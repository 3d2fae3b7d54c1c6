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
    public void Rows_have_names_and_the_lines_they_begin_in(string text)
    {
        var rows = CsvInput.Read(_folder.Write("t.csv", text));

        rows.Select(row => (row.Line, row.Text("a"), row.Text("b"))).Should().Equal((2, "1", "x, \"y\"\nz"), (4, "2", "w"));
    }

    [Theory]
    [InlineData("a,b\n", "*t.csv: has no row*")]
    [InlineData("a,b\n1\n", "*t.csv:2: not valid CSV: *1 fields but 2*")]
    [InlineData("a,b\n1,2\n\"x\"y,3\n", "*t.csv:3: not valid CSV*")]
    [InlineData("a,a\n1,2\n", "*t.csv:1: column 'a' occurs twice.")]
    public void What_is_no_table_is_an_error_with_its_line(string text, string expected)
    {
        var path = _folder.Write("t.csv", text);

        FluentActions.Invoking(() => CsvInput.Read(path)).Should().Throw<InvalidInputException>().WithMessage(expected);
    }
}
