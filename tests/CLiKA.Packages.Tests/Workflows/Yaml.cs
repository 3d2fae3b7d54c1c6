using YamlDotNet.RepresentationModel;

namespace CLiKA.Packages.Tests.Workflows;

/// <summary>Reads documents of YAML the way checks ask of them.</summary>
internal static class Yaml
{
    public static YamlNode Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Single().RootNode;
    }

    /// <summary>The node at a path of keys; null where there is none.</summary>
    public static YamlNode? At(this YamlNode? node, params string[] keys) => keys.Aggregate(
        node, (current, key) => current is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null);

    /// <summary>The text of a scalar; empty where it is none.</summary>
    public static string Text(this YamlNode? node) => (node as YamlScalarNode)?.Value ?? string.Empty;

    /// <summary>The texts of a scalar or of a list of them.</summary>
    public static IEnumerable<string> Texts(this YamlNode? node) => node switch
    {
        YamlScalarNode scalar => [scalar.Value ?? string.Empty],
        YamlSequenceNode list => list.Children.SelectMany(Texts),
        _ => [],
    };

    /// <summary>The entries of a map, in order; none where it is no map.</summary>
    public static IEnumerable<(string Key, YamlNode Value)> Entries(this YamlNode? node) =>
        node is YamlMappingNode map ? map.Children.Select(entry => (entry.Key.Text(), entry.Value)) : [];

    /// <summary>The keys of a map.</summary>
    public static IEnumerable<string> Keys(this YamlNode? node) => node.Entries().Select(entry => entry.Key);

    /// <summary>The elements of a list.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode? node) => node is YamlSequenceNode list ? list.Children : [];

    /// <summary>Every entry of every map in a document.</summary>
    public static IEnumerable<(string Key, YamlNode Value)> AllEntries(this YamlNode? node) => node switch
    {
        YamlMappingNode => node.Entries().SelectMany(entry => entry.Value.AllEntries().Prepend(entry)),
        YamlSequenceNode list => list.Children.SelectMany(AllEntries),
        _ => [],
    };
}
