using System.Reflection;
using System.Runtime.CompilerServices;

namespace CLiKA.Tests;

public sealed class ConventionTests
{
    // A reader finds a type by its name: namespace = folder, file = type.
    [Fact]
    public void Every_type_lives_in_the_file_and_folder_of_its_name()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "CLiKA.sln")))
        {
            root = root.Parent!;
        }

        var source = Path.Combine(root.FullName, "src", "CLiKA");
        var files = Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(source, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal));
        var types = typeof(InvalidInputException).Assembly.GetTypes()
            .Where(type => !type.IsNested && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Where(type => type.Namespace?.StartsWith("CLiKA", StringComparison.Ordinal) == true)
            .Select(type => $"{type.FullName!["CLiKA.".Length..].Split('`')[0].Replace('.', '/')}.cs");

        types.Should().BeEquivalentTo(files);
    }
}
