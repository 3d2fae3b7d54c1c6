// Speaks as peer.mjs does: is told what to ask in a file, says once that it is ready, then asks once for each line that comes in.
using System.Diagnostics;
using System.Text.Json;
using CLiKA.Benchmarks.Torch;
using TorchSharp;

var request = JsonSerializer.Deserialize<Request>(File.ReadAllText(args[0]), JsonSerializerOptions.Web)!;
torch.set_num_threads(request.Threads);
using var scorer = new TorchScorer(request);
Reply(new { name = $"libtorch {torch.__version__}" });
while (Console.ReadLine() is not null)
{
    var clock = Stopwatch.StartNew();
    var logits = scorer.Ask();
    Reply(new { seconds = clock.Elapsed.TotalSeconds, logits });
}

static void Reply(object reply) => Console.WriteLine(JsonSerializer.Serialize(reply));
