namespace CLiKA.Measurements;

/// <summary>Shortens hashes for messages, to enough characters to tell two of them apart.</summary>
internal static class ShortHash
{
    private const int Length = 12;

    public static string Of(string hash) => hash.Length > Length ? hash[..Length] : hash;
}
