using CLiKA.Alignment.Tests;

namespace CLiKA.Packages.Tests;

/// <summary>The packages of this repository as they would be published, in a folder, with a version that no cache can know.</summary>
public sealed class Feed : IAsyncLifetime, IDisposable
{
    private readonly Machine _machine = new();

    /// <summary>The version of every package.</summary>
    public string Version { get; } = $"0.0.0-test-{Guid.NewGuid():N}";

    /// <summary>Path of the folder.</summary>
    public string Folder => Path.Combine(_machine.Root, "feed");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        // What was built, packed: notes for the packages go where no other build finds them.
        var result = await _machine.RunAsync(
            Repository.Root,
            "pack", "CLiKA.sln", "--no-build", "-c", Built.Configuration, "-o", Folder, "-nologo", "-v", "quiet",
            $"-p:Version={Version}", $"-p:NuspecOutputPath={Path.Combine(_machine.Root, "nuspecs")}");
        result.ExitCode.Should().Be(0, result.Output);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _machine.Dispose();
}
