using CLiKA.Input;

namespace CLiKA.Tests.Input;

public sealed class TextInputTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_text() =>
        TextInput.ReadAllText(Bytes(0xEF, 0xBB, 0xBF, (byte)'a')).Should().Be("a");

    // A stray continuation byte, an overlong slash, a surrogate in UTF-8, a character that the end of the file cuts off, and sound
    // text before and after.
    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', 0x80 }, 2)]
    [InlineData(new byte[] { 0xC0, 0xAF, (byte)'\n' }, 1)]
    [InlineData(new byte[] { (byte)'\n', (byte)'\n', 0xED, 0xA0, 0x80 }, 3)]
    [InlineData(new byte[] { (byte)'\n', 0xE4, 0xB8 }, 2)]
    [InlineData(new byte[] { 0xC3, 0xA9, 0x80, (byte)'\n', (byte)'a', (byte)'\n' }, 1)]
    public void Bytes_that_are_not_UTF_8_name_their_line(byte[] bytes, int line)
    {
        var path = Bytes(bytes);

        FluentActions.Invoking(() => TextInput.ReadAllText(path)).Should().Throw<InvalidInputException>()
            .Which.Should().Match<InvalidInputException>(error => error.File == path && error.Line == line);
    }

    [Theory]
    [InlineData("nowhere.txt")]
    [InlineData("nowhere/at-all.txt")]
    public void A_file_that_is_not_there_is_named(string name)
    {
        var path = Path.Combine(_folder.Path, name);

        FluentActions.Invoking(() => TextInput.ReadAllText(path))
            .Should().Throw<InvalidInputException>().WithMessage($"{path}: no such file.");
    }

    private string Bytes(params byte[] bytes)
    {
        var path = Path.Combine(_folder.Path, "text");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
