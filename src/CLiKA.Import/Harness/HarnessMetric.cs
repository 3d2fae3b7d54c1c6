namespace CLiKA.Import.Harness;

/// <summary>The metric by which the LM Evaluation Harness chooses an option: how log-likelihoods are normalized.</summary>
public enum HarnessMetric
{
    /// <summary><c>acc</c>: not normalized.</summary>
    Accuracy,

    /// <summary><c>acc_norm</c>: divided by the number of characters of the option.</summary>
    PerCharacter,

    /// <summary><c>acc_bytes</c>: divided by the number of UTF-8 bytes of the option.</summary>
    PerByte,
}
