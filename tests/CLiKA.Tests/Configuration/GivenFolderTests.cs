using CLiKA.Configuration;

namespace CLiKA.Tests.Configuration;

public sealed class GivenFolderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_probe_set_that_is_missing_is_named_as_the_file_gives_it_and_in_full()
    {
        var set = Set();
        var expected = $"{set.Folder}: no such folder; expected a probe set. 'packs/s' of clika.json is relative to {_folder.Path}, the folder of that file.";

        set.Invoking(missing => missing.Read()).Should().Throw<InvalidInputException>().WithMessage(expected);
        set.Invoking(missing => missing.ReadPack()).Should().Throw<InvalidInputException>().WithMessage(expected);
    }

    [Fact]
    public void A_file_in_the_place_of_a_probe_set_is_said_to_be_one()
    {
        _folder.Write("packs/s", string.Empty);

        Set().Invoking(file => file.Read()).Should().Throw<InvalidInputException>().WithMessage("*s: is a file; expected a probe set.*");
    }

    private ProbeSetEntry Set() =>
        ConfigurationReader.Read(_folder.Write("clika.json", """{"models":{"m":{"folder":"models/m"}},"probeSets":{"s":"packs/s"},"baselines":"base","artifacts":"/tmp/out"}""")).ProbeSets[0];
}
