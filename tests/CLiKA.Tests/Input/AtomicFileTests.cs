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

    // As a process that is killed leaves it; one that another still writes is held by it.
    [Fact]
    public void What_was_left_of_a_file_is_removed_and_what_is_being_written_is_not()
    {
        var path = Path.Combine(_folder.Path, "text");
        _folder.Write($".text.{Guid.NewGuid():N}.tmp", "half of a te");
        var others = _folder.Write($".text.json.{Guid.NewGuid():N}.tmp", "{");

        AtomicFile.Write(path, outer =>
        {
            AtomicFile.WriteAllText(path, "inner");
            outer.Write("outer"u8);
        });

        File.ReadAllText(path).Should().Be("outer");
        Directory.GetFileSystemEntries(_folder.Path).Should().BeEquivalentTo(path, others);
    }

    [Fact]
    public void A_write_that_is_given_up_leaves_the_old_text_and_nothing_behind()
    {
        var path = _folder.Write("text", "old");

        FluentActions.Invoking(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("ne"u8);
            throw new OperationCanceledException();
        })).Should().Throw<OperationCanceledException>();

        File.ReadAllText(path).Should().Be("old");
        Directory.GetFileSystemEntries(_folder.Path).Should().Equal(path);
    }
}
