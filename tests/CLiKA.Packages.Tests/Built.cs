using System.Reflection;

namespace CLiKA.Packages.Tests;

/// <summary>How these tests were built.</summary>
internal static class Built
{
    /// <summary>The configuration, such as Debug.</summary>
    public static string Configuration { get; } = Value("Configuration");

    /// <summary>The folder to which this build's packages were restored.</summary>
    public static string PackageFolder { get; } = Value("PackageFolder");

    private static string Value(string key) => typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == key).Value!;
}
