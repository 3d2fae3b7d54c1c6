using CLiKA.Input;

namespace CLiKA.Tests.Input;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("clika-folder-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Target => Path.Combine(_root, "model");

    [Fact]
    public void A_folder_stands_where_it_belongs_once_it_is_whole_and_replaces_an_older_one()
    {
        Make("old");

        using (var folder = AtomicFolder.For(Target))
        {
            File.WriteAllText(Path.Combine(folder.Path, "file"), "new");
            Read().Should().Be("old");
            folder.Replace();
        }

        Read().Should().Be("new");
        Directory.GetFileSystemEntries(_root).Should().Equal(Target);
    }

    [Fact]
    public void What_ends_before_it_is_whole_leaves_the_older_one_and_nothing_else()
    {
        Make("old");

        using (var folder = AtomicFolder.For(Target))
        {
            File.WriteAllText(Path.Combine(folder.Path, "file"), "half");
        }

        Read().Should().Be("old");
        Directory.GetFileSystemEntries(_root).Should().Equal(Target);
    }

    // As a process leaves it that was killed between two moves: of the whole one to another name, of the older one aside, and of the whole one
    // to its place.
    [Theory]
    [InlineData("old", "partial", "old")]
    [InlineData("old", "finished", "new")]
    [InlineData(null, "finished replaced", "new")]
    [InlineData("new", "replaced", "new")]
    public void What_a_process_that_was_killed_left_is_ended(string? there, string beside, string expected)
    {
        if (there is not null)
        {
            Make(there);
        }

        foreach (var kind in beside.Split(' '))
        {
            Make(kind == "replaced" ? "old" : "new", $"{Target}.{kind}-{Guid.NewGuid():N}");
        }

        var another = Path.Combine(_root, $"model.finished-not-{Guid.NewGuid():N}");
        Make("another", another);

        AtomicFolder.Complete(Target);

        Read().Should().Be(expected);
        AtomicFolder.For(Target).Dispose();
        Read().Should().Be(expected);
        Directory.GetFileSystemEntries(_root).Should().BeEquivalentTo(Target, another);
    }

    [Fact]
    public void What_cannot_take_its_place_is_an_error_and_is_kept_until_it_can()
    {
        using (var folder = AtomicFolder.For(Target))
        {
            File.WriteAllText(Path.Combine(folder.Path, "file"), "new");
            File.WriteAllText(Target, "a plain file");

            folder.Invoking(it => it.Replace()).Should().Throw<IOException>().WithMessage($"{Target}.finished-*is complete, but cannot replace {Target}*");
        }

        File.ReadAllText(Target).Should().Be("a plain file");
        File.Delete(Target);

        AtomicFolder.Complete(Target);

        Read().Should().Be("new");
        Directory.GetFileSystemEntries(_root).Should().Equal(Target);
    }

    [Fact]
    public void Of_two_that_were_whole_the_later_takes_the_place()
    {
        for (var time = 0; time < 10; time++)
        {
            var (early, late) = ($"{Target}.finished-{Guid.NewGuid():N}", $"{Target}.finished-{Guid.NewGuid():N}");
            Make("late", late);
            Make("early", early);
            Directory.SetLastWriteTimeUtc(early, Directory.GetLastWriteTimeUtc(late).AddMinutes(-1));

            AtomicFolder.Complete(Target);

            Read().Should().Be("late");
            Directory.GetFileSystemEntries(_root).Should().Equal(Target);
        }
    }

    [Fact]
    public void Ended_by_many_at_once_the_new_one_stands_in_its_place()
    {
        Make("old");
        for (var round = 0; round < 100; round++)
        {
            Make($"{round}", $"{Target}.finished-{Guid.NewGuid():N}");

            Parallel.For(0, 4, _ => AtomicFolder.Complete(Target));

            Read().Should().Be($"{round}");
            Directory.GetFileSystemEntries(_root).Should().Equal(Target);
        }
    }

    [Fact]
    public void Made_by_many_at_once_nobody_takes_anothers_for_abandoned()
    {
        Parallel.For(0, 4, maker =>
        {
            for (var time = 0; time < 25; time++)
            {
                using var folder = AtomicFolder.For(Target);
                File.WriteAllText(Path.Combine(folder.Path, "file"), $"{maker}");
                folder.Replace();
            }
        });

        Read().Should().BeOneOf("0", "1", "2", "3");
        Directory.GetFileSystemEntries(_root).Should().Equal(Target);
    }

    private string Read() => File.ReadAllText(Path.Combine(Target, "file"));

    private void Make(string text, string? folder = null) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder ?? Target).FullName, "file"), text);
}
