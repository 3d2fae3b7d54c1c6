namespace CLiKA.Fuzzing.Tests;

/// <summary>A real input, from which hostile ones are made.</summary>
/// <param name="File">Name of the file in the folder that is read, with / between its parts.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record FuzzSeed(string File, byte[] Content);
