namespace CLiKA.Lab.Training;

/// <summary>Gives a training its examples.</summary>
internal interface IExampleSource
{
    /// <summary>The examples of the next step.</summary>
    Example[] Next();
}
