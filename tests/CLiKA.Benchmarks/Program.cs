using System.Globalization;
using CLiKA.Benchmarks;

if (args is [MemoryProbe.Argument, var folder, .. var numbers])
{
    var values = Array.ConvertAll(numbers, number => int.Parse(number, CultureInfo.InvariantCulture));
    MemoryProbe.Ask(folder, values[0], values[1], values[2]);
    return;
}

if (args is ["journal-cost"])
{
    using var cost = new JournalCost();
    cost.Compare();
    return;
}

var threads = Environment.ProcessorCount;
Console.WriteLine($"{threads} threads; 60 shared and 40 own tokens a prompt; median of five rounds (least to most).");
foreach (var (layers, width, vocabulary, count) in new[] { (4, 256, 4096, 200), (12, 768, 32000, 50) })
{
    Console.WriteLine($"\n{layers} layers, width {width}, vocabulary {vocabulary}; {count} prompts");
    using var model = new BenchmarkModel(layers, width, vocabulary);
    var measurements = new Measurements(model, count, threads);
    switch (args)
    {
        case ["budgets"]:
            measurements.Budget();
            break;
        case ["options"]:
            measurements.Choose();
            break;
        default:
            measurements.Compare();
            measurements.Grow();
            measurements.Choose();
            measurements.Remember();
            break;
    }
}
