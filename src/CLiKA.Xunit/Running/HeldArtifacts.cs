using CLiKA.Runs;

namespace CLiKA.Xunit.Running;

/// <summary>The run's lock on the artifacts folder, which it takes before it writes the first file there.</summary>
internal sealed class HeldArtifacts
{
    private readonly Lazy<RunLock> _held = new(() => RunLock.Take(SuiteConfiguration.Current.ArtifactsFolder));

    /// <summary>Locks the folder, unless that was done before.</summary>
    /// <exception cref="InvalidInputException">Another run holds the lock, or the folder cannot be written.</exception>
    public void Take() => _ = _held.Value;

    /// <summary>Locks the folder without throwing.</summary>
    /// <returns>Whether this run holds the lock.</returns>
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

    /// <summary>Releases the lock, where this run holds it.</summary>
    public void Release()
    {
        if (_held.IsValueCreated)
        {
            _held.Value.Dispose();
        }
    }
}
