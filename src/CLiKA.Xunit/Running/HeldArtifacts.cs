using CLiKA.Runs;

namespace CLiKA.Xunit.Running;

/// <summary>The folder for what the run leaves behind, held against other runs from the first thing that this one would leave there.</summary>
internal sealed class HeldArtifacts
{
    private readonly Lazy<RunLock> _held = new(() => RunLock.Take(SuiteConfiguration.Current.ArtifactsFolder));

    /// <summary>Takes the folder, where that was not done before.</summary>
    /// <exception cref="InvalidInputException">Another run holds it, or it cannot be written.</exception>
    public void Take() => _ = _held.Value;

    /// <summary>The same, without an exception.</summary>
    /// <returns>Whether this run holds it.</returns>
    public bool TryTake()
    {
        try
        {
            Take();
            return true;
        }
        catch (InvalidInputException)
        {
            return false;
        }
    }

    /// <summary>Lets go of it, where this run holds it.</summary>
    public void LetGo()
    {
        if (_held.IsValueCreated)
        {
            _held.Value.Dispose();
        }
    }
}
