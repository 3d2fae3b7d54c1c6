using CLiKA.Input;

namespace CLiKA.Tests.Input;

public sealed class FolderLockTests : IDisposable
{
    private const string Name = ".held";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_alone_holds_a_folder_until_it_lets_go_and_leaves_nothing()
    {
        using (var held = FolderLock.TryTake(_folder.Path, Name))
        {
            held.Should().NotBeNull();
            FolderLock.TryTake(_folder.Path, Name).Should().BeNull();
        }

        Directory.GetFileSystemEntries(_folder.Path).Should().BeEmpty();
        using var next = FolderLock.TryTake(_folder.Path, Name);
        next.Should().NotBeNull();
    }

    // As a process that was killed leaves it.
    [Fact]
    public void A_file_that_nobody_holds_is_not_in_the_way()
    {
        _folder.Write(Name, string.Empty);

        using var held = FolderLock.TryTake(_folder.Path, Name);

        held.Should().NotBeNull();
    }

    // On the point of going, the file may be there to be opened and not to be found: it is held then, which is no error.
    [Fact]
    public void Taken_by_many_at_once_one_holds_it_at_a_time()
    {
        var (inside, together, taken) = (0, 0, 0);

        Parallel.For(0, 8, _ =>
        {
            for (var time = 0; time < 200; time++)
            {
                using var held = FolderLock.TryTake(_folder.Path, Name);
                if (held is not null)
                {
                    Interlocked.Add(ref together, Interlocked.Increment(ref inside) - 1);
                    Interlocked.Increment(ref taken);
                    Interlocked.Decrement(ref inside);
                }
            }
        });

        together.Should().Be(0);
        taken.Should().BePositive();
    }

    [Fact]
    public void A_folder_that_is_not_there_cannot_be_held() =>
        FluentActions.Invoking(() => FolderLock.TryTake(Path.Combine(_folder.Path, "nowhere"), Name)).Should().Throw<IOException>();
}
