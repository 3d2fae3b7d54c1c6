using CLiKA.Import.Formats;
using CLiKA.Tests;

namespace CLiKA.Import.Tests;

public sealed class PublishedDataTests
{
    // The numbers of items were counted in the published files; what is left out was looked at, item by item.
    [PublishedDataTheory]
    [InlineData("clika", "x_geo", 200, 0)]
    [InlineData("clika", "x_name", 180, 0)]
    [InlineData("clika", "x_copa", 496, 4)]
    [InlineData("xcopa", "x_copa", 496, 4)]
    [InlineData("clika", "x_csqa", 881, 119)]
    [InlineData("xcsqa", "x_csqa", 881, 119)]
    public void The_published_files_are_read_in_all_ten_languages(string format, string set, int kept, int leftOut)
    {
        var result = PublicImport.Run(
            PublicFormats.All.Single(candidate => candidate.Name == format),
            new ImportRequest(Path.Combine(PublishedData.Folder!, set), []));

        result.Pack.Set.Languages.Should().HaveCount(10);
        result.Pack.Set.Count.Should().Be(kept);
        result.LeftOut.DistinctBy(entry => entry.Id).Should().HaveCount(leftOut);
    }
}
