namespace CLiKA.Packages.Tests;

/// <summary>Packs once for all tests that need packages.</summary>
[CollectionDefinition(nameof(OnePacking))]
public sealed class OnePacking : ICollectionFixture<Feed>;
