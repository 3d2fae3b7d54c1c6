namespace CLiKA.Measurements;

/// <summary>Hashes in messages: as much as tells two of them apart.</summary>
internal static class ShortHash
{
    private const int Length = 12;

    public static string Of(string hash) => hash.Length > Length ? hash[..Length] : hash;
}
