using System.Text;
using CLiKA.Input;

namespace CLiKA.Tests.Input;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_text_is_written_as_UTF_8_without_a_mark_and_folders_are_made()
    {
        var path = Path.Combine(_folder.Path, "a", "b", "text");

        AtomicFile.WriteAllText(path, "Ä\n");

        File.ReadAllBytes(path).Should().Equal(Encoding.UTF8.GetBytes("Ä\n"));
    }

    [Fact]
    public void An_old_text_is_replaced_and_nothing_is_left_beside_it()
    {
        var path = _folder.Write("text", "a longer text than the new one");

        AtomicFile.WriteAllText(path, "new");

        File.ReadAllText(path).Should().Be("new");
        Directory.GetFileSystemEntries(_folder.Path).Should().Equal(path);
    }

    [Fact]
    public void A_write_that_fails_leaves_nothing_behind()
    {
        var path = Path.Combine(_folder.Path, "taken");
        Directory.CreateDirectory(path);

        FluentActions.Invoking(() => AtomicFile.WriteAllText(path, "x")).Should().Throw<Exception>();

        Directory.GetFileSystemEntries(_folder.Path).Should().Equal(path);
    }
}
