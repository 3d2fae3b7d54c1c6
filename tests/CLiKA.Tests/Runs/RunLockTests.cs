using CLiKA.Runs;

namespace CLiKA.Tests.Runs;

public sealed class RunLockTests
{
    [Fact]
    public void A_folder_that_cannot_be_written_is_named_with_the_setting_that_names_another()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "artifacts");
        File.WriteAllText(file, "no folder");

        FluentActions.Invoking(() => RunLock.Take(file)).Should().Throw<InvalidInputException>().Which.Message.Should()
            .Match($"{file}: a run writes its results here, but cannot: *. Name a folder that can be written (\"artifacts\" in clika.json).");
    }
}
