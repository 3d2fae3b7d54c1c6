using CLiKA.Recordings;

namespace CLiKA.Import.Formats;

/// <summary>
/// The probe files of one of the four sets published with the paper (Gao et al., NAACL 2024), read by <see cref="PublishedLayout"/>.
/// </summary>
public sealed class ClikaFormat : IPublicFormat
{
    /// <inheritdoc/>
    public string Name => "clika";

    /// <inheritdoc/>
    public ImportedSet Read(ImportRequest request)
    {
        if (request.Split is not null)
        {
            throw new InvalidInputException(request.Path, "has no splits; leave out --split.");
        }

        var published = PublishedLayout.ReadProbes(request.Path);
        var languages = request.Choose([.. published.Items.Keys]).Select(language => new ImportedLanguage(
            language, [published.Files[language]], [.. published.Items[language].Select(line => line.Item)]));
        return new ImportedSet(published.Id, published.Title, published.Stream, ImportedSet.UnknownLicence, [.. languages])
        {
            Ceiling = published.Ceiling,
        };
    }
}
