using CLiKA.Import.Tables;
using CLiKA.Tests;
using Parquet;
using Parquet.Serialization;

namespace CLiKA.Import.Tests.Tables;

public sealed class ParquetInputTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_are_counted_from_one_and_what_is_not_there_is_null()
    {
        var path = await WriteAsync(
            new ChoicesRow { question = "Was?", choices = ["a", "b"], answer = 1 }, new ChoicesRow { choices = [] });

        var rows = ParquetInput.Read(path);

        rows.Select(row => row.Line).Should().Equal(1, 2);
        rows[0].Text("question").Should().Be("Was?");
        rows[0].Texts("choices").Should().Equal("a", "b");
        rows[0].WholeNumber("answer").Should().Be(1);
        rows[1].Has("question").Should().BeFalse();
        rows[1].Has("choices").Should().BeFalse();
    }

    [Fact]
    public async Task A_list_with_an_element_that_is_null_is_an_error_since_later_options_would_move_up()
    {
        var path = await WriteAsync(new ChoicesRow { question = "Was?", choices = ["a", null!, "c"] });

        FluentActions.Invoking(() => ParquetInput.Read(path))
            .Should().Throw<InvalidInputException>().WithMessage("*t.parquet: column 'choices': a list has a null or another list as an element*");
    }

    [Fact]
    public async Task Lists_are_whole_over_all_groups_of_rows()
    {
        ChoicesRow[] rows = [.. Enumerable.Range(0, 5).Select(row => new ChoicesRow { question = $"{row}?", choices = [.. Enumerable.Repeat("x", row + 1)] })];
        var path = Path.Combine(_folder.Path, "t.parquet");
        await ParquetSerializer.SerializeAsync(rows, path, new ParquetOptions { RowGroupSize = 2 });

        ParquetInput.Read(path).Select(row => row.Texts("choices").Length).Should().Equal(1, 2, 3, 4, 5);
    }

    [Theory]
    [InlineData("1980808008", "a list of 2^24 elements of no length")]
    [InlineData("18ffffffff0f", "a text of 4 GiB")]
    [InlineData("1c1c1c", "structures without an end")]
    public async Task A_footer_that_says_more_than_it_holds_is_refused_before_there_is_room_made_for_it(string footer, string because)
    {
        var path = await WriteAsync(new ChoicesRow { question = "Was?", choices = ["a"], answer = 0 });
        var bytes = Convert.FromHexString(footer);
        await File.WriteAllBytesAsync(path, [.. "PAR1"u8, .. bytes, .. BitConverter.GetBytes(bytes.Length), .. "PAR1"u8]);

        FluentActions.Invoking(() => ParquetInput.Read(path)).Should().Throw<InvalidInputException>(because)
            .WithMessage("*t.parquet: cannot be read as Parquet: its footer is incomplete; *");
    }

    [Fact]
    public async Task Lists_in_each_other_do_not_end_the_stack()
    {
        var path = await WriteAsync(new ChoicesRow { question = "Was?", choices = ["a"], answer = 0 });
        var lists = Enumerable.Repeat((byte)0x19, 1 << 20).ToArray();
        await File.WriteAllBytesAsync(path, [.. "PAR1"u8, .. lists, .. BitConverter.GetBytes(lists.Length), .. "PAR1"u8]);

        FluentActions.Invoking(() => ParquetInput.Read(path)).Should().Throw<InvalidInputException>()
            .WithMessage("*t.parquet: cannot be read as Parquet: its footer is incomplete; *");
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error() =>
        FluentActions.Invoking(() => ParquetInput.Read(Path.Combine(_folder.Path, "t.parquet")))
            .Should().Throw<InvalidInputException>().WithMessage("*t.parquet: no such file; *");

    private async Task<string> WriteAsync(params ChoicesRow[] rows)
    {
        var path = Path.Combine(_folder.Path, "t.parquet");
        await ParquetSerializer.SerializeAsync(rows, path);
        return path;
    }
}
