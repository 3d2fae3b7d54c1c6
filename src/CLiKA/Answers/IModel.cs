namespace CLiKA.Answers;

/// <summary>A model that was opened to be asked: a local one, or one behind a server.</summary>
public interface IModel : IAnswerer, ITextGenerator, IDisposable
{
    /// <summary>How many of its answers were asked and how many known, where a journal keeps them; null where all were asked.</summary>
    JournalUse? Journal => null;

    /// <summary>Opens a model that was made of this one by teaching it.</summary>
    /// <param name="place">
    /// Where it is: the path of an adapter or of a folder for a local model, the name under which it is served for one behind a server.
    /// </param>
    /// <returns>The taught model, to be disposed of before this one.</returns>
    /// <exception cref="InvalidInputException">There is nothing at the place, or it does not fit this model.</exception>
    IModel OpenTaught(string place);
}
