namespace CLiKA.Answers;

/// <summary>An opened model, local or behind a server.</summary>
public interface IModel : IAnswerer, ITextGenerator, IDisposable
{
    /// <summary>How many answers the model gave and how many came from the journal, where one is used; null where none is.</summary>
    JournalUse? Journal => null;

    /// <summary>Opens a model that was taught on the basis of this one.</summary>
    /// <param name="place">
    /// Its location: the path of an adapter or of a folder for a local model, its name on the server for one behind a server.
    /// </param>
    /// <returns>The taught model, to be disposed of before this one.</returns>
    /// <exception cref="InvalidInputException">There is nothing at the location, or it does not fit this model.</exception>
    IModel OpenTaught(string place);
}
