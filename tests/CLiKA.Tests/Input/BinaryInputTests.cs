using CLiKA.Input;

namespace CLiKA.Tests.Input;

public sealed class BinaryInputTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    public void A_file_is_read_whole_through_links_too(string text)
    {
        var link = Path.Combine(_folder.Path, "link");
        File.CreateSymbolicLink(link, _folder.Write("file", text));

        BinaryInput.ReadAll(link).Should().Equal(text.Select(letter => (byte)letter));
    }

    [Fact]
    public void A_link_to_what_has_no_end_is_refused()
    {
        if (!File.Exists("/dev/zero"))
        {
            return;
        }

        var link = Path.Combine(_folder.Path, "en.jsonl");
        File.CreateSymbolicLink(link, "/dev/zero");

        FluentActions.Invoking(() => TextInput.ReadAllText(link)).Should().Throw<InvalidInputException>()
            .WithMessage($"{link}: has no known length, and does not end within 67108864 bytes; expected a regular file.");
    }

    [Fact]
    public void A_link_that_leads_to_itself_is_no_file()
    {
        var link = Path.Combine(_folder.Path, "link");
        File.CreateSymbolicLink(link, link);

        FluentActions.Invoking(() => BinaryInput.ReadAll(link)).Should().Throw<InvalidInputException>().WithMessage($"{link}: *");
    }

    [Fact]
    public void A_folder_is_no_file() =>
        FluentActions.Invoking(() => BinaryInput.ReadAll(_folder.Path)).Should().Throw<InvalidInputException>()
            .WithMessage($"{_folder.Path}: is a folder; expected a file.");

    [Fact]
    public void An_empty_device_is_an_empty_file()
    {
        if (File.Exists("/dev/null"))
        {
            BinaryInput.ReadAll("/dev/null").Should().BeEmpty();
        }
    }
}
