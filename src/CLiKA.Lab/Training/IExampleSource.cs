namespace CLiKA.Lab.Training;

/// <summary>Supplies training examples.</summary>
internal interface IExampleSource
{
    /// <summary>Returns the examples of the next step.</summary>
    Example[] Next();
}
