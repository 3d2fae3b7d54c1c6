using System.Globalization;
using CLiKA.Benchmarks;
using CLiKA.Benchmarks.Scale;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Devices;

if (args is [MemoryProbe.Argument, var folder, .. var numbers])
{
    var values = Array.ConvertAll(numbers, Number);
    MemoryProbe.Ask(folder, values[0], values[1], values[2]);
    return;
}

switch (args)
{
    case ["journal-cost"]:
        using (var cost = new JournalCost())
        {
            cost.Compare();
        }

        return;
    case [AdapterProbe.Argument, var ofModel, var adapters]:
        AdapterProbe.Load(ofModel, Number(adapters));
        return;
    case [AdapterProbe.Argument]:
        foreach (var (type, isTied) in new[] { (WeightType.Float32, false), (WeightType.Float32, true), (WeightType.Float16, false) })
        {
            Console.WriteLine($"12 layers, width 768, vocabulary 32,000, {type}{(isTied ? ", tied embeddings" : string.Empty)}");
            AdapterProbe.Run(type, isTied, count: 4);
        }

        return;
    case [TokenizerBenchmark.Argument, .. { Length: > 0 } tokenizers]:
        TokenizerBenchmark.Run(tokenizers);
        return;
    case [QuantizedModels.Argument]:
        QuantizedModels.Run(layers: 12, width: 768, vocabulary: 32_000, count: 50);
        return;
    case ["agreement", var device, .. { Length: <= 1 } part]:
        Environment.ExitCode = Compare(device, part is [var named] ? named : "1/1") ? 0 : 1;
        return;
    case ["speed", var device]:
        Environment.ExitCode = Time(device, [32, 4096, 32_000, 18_800]) ? 0 : 1;
        return;
    case ["speed", var device, .. { Length: 4 } shape]:
        Environment.ExitCode = Time(device, Array.ConvertAll(shape, Number)) ? 0 : 1;
        return;
    case [MeasuringScale.Argument, var size]:
        MeasuringScale.Measure(size);
        return;
    case ["scale", "measure", .. var sizes]:
        MeasuringScale.Run(sizes.Length == 0 ? ["1000", "10000", "100000"] : sizes);
        return;
    case ["scale", "journal", var languages, var items, var shards, .. var places]:
        var journals = Directory.CreateDirectory(Path.Combine(places.FirstOrDefault() ?? Path.GetTempPath(), $"clika-scale-{Guid.NewGuid():N}"));
        try
        {
            new JournalScale(journals.FullName, Number(languages), Number(items), Number(shards)).Run();
        }
        finally
        {
            journals.Delete(recursive: true);
        }

        return;
}

var threads = Environment.ProcessorCount;
Console.WriteLine($"{threads} threads; 60 shared and 40 own tokens a prompt; median of five rounds (least to most).");
foreach (var (layers, width, vocabulary, count) in new[] { (4, 256, 4096, 200), (12, 768, 32000, 50) })
{
    Console.WriteLine($"\n{layers} layers, width {width}, vocabulary {vocabulary}; {count} prompts");
    using var model = new BenchmarkModel(layers, width, vocabulary);
    model.WriteForPeers();
    var measurements = new Measurements(model, count, threads);
    switch (args)
    {
        case ["budgets"]:
            measurements.Budget();
            break;
        case ["peers"]:
            measurements.Compare();
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

static bool Compare(string device, string part)
{
    var steps = new DeviceSteps();
    var agreement = new DeviceAgreement(DeviceRequest.Parse(device), steps);
    agreement.RunOne();
    if (steps.Succeeded)
    {
        var numbers = Array.ConvertAll(part.Split('/'), Number);
        agreement.Run(numbers[0], numbers[1]);
    }

    return steps.Succeeded;
}

static bool Time(string device, int[] shape)
{
    var steps = new DeviceSteps();
    new DeviceBenchmark(DeviceRequest.Parse(device), steps).Run(shape[0], shape[1], shape[2], shape[3]);
    return steps.Succeeded;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
