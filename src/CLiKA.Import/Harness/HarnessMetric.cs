namespace CLiKA.Import.Harness;

/// <summary>By which of its metrics the LM Evaluation Harness chose an option: what log-likelihoods are divided by.</summary>
public enum HarnessMetric
{
    /// <summary><c>acc</c>: nothing.</summary>
    Accuracy,

    /// <summary><c>acc_norm</c>: the option's characters.</summary>
    PerCharacter,

    /// <summary><c>acc_bytes</c>: the option's bytes in UTF-8.</summary>
    PerByte,
}
