using CLiKA.Input;

namespace CLiKA.Import.Authoring;

/// <summary>Writes two small example tables that work as they are.</summary>
public static class Starter
{
    /// <summary>Name of the table of facts.</summary>
    public const string FactsFile = "facts.csv";

    /// <summary>Name of the table of templates.</summary>
    public const string TemplatesFile = "templates.csv";

    // Without a byte order mark, spreadsheet programs assume a legacy encoding and damage every letter beyond ASCII.
    private const string ByteOrderMark = "\uFEFF";

    private const string Facts =
        """
        relation,region,subject.en,subject.de,genitive.de,object.en,object.de,excluded
        capital,Europe,France,Frankreich,Frankreichs,Paris,Paris,
        capital,Europe,Italy,Italien,Italiens,Rome,Rom,
        capital,Europe,Poland,Polen,Polens,Warsaw,Warschau,
        capital,Europe,Greece,Griechenland,Griechenlands,Athens,Athen,
        painter,,Mona Lisa,Mona Lisa,,Leonardo da Vinci,Leonardo da Vinci,
        painter,,The Starry Night,Sternennacht,,Vincent van Gogh,Vincent van Gogh,
        painter,,Guernica,Guernica,,Pablo Picasso,Pablo Picasso,
        painter,,The Night Watch,Die Nachtwache,,Rembrandt,Rembrandt,

        """;

    private const string Templates =
        """
        relation,language,wording1,wording2,wording3
        capital,en,What is the capital of {subject}?,Which city is the capital of {subject}?,{subject} has which city as its capital?
        capital,de,Wie heißt die Hauptstadt {genitive}?,Welche Stadt ist die Hauptstadt von {subject}?,Welche Hauptstadt hat {subject}?
        painter,en,Who painted “{subject}”?,Which artist made the painting “{subject}”?,“{subject}” is a painting by whom?
        painter,de,Wer hat „{subject}“ gemalt?,Von wem ist das Gemälde „{subject}“?,Welcher Maler schuf „{subject}“?

        """;

    /// <summary>Writes the tables.</summary>
    /// <param name="folder">The folder; created if it does not exist.</param>
    /// <exception cref="InvalidInputException">One of the tables already exists, or cannot be written.</exception>
    public static void Write(string folder)
    {
        string[] paths = [Path.Combine(folder, FactsFile), Path.Combine(folder, TemplatesFile)];
        if (paths.FirstOrDefault(File.Exists) is { } taken)
        {
            throw new InvalidInputException(taken, "already exists; give it with --facts, or choose another folder.");
        }

        AtomicFile.WriteAllText(paths[0], ByteOrderMark + Facts);
        AtomicFile.WriteAllText(paths[1], ByteOrderMark + Templates);
    }
}
