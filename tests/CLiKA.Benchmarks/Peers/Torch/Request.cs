namespace CLiKA.Benchmarks.Torch;

/// <summary>What the benchmark tells its peers.</summary>
/// <param name="Folder">A folder with config.json and model.safetensors.</param>
/// <param name="Way">How to ask: one, beams or batches.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Rows">Prompts in a batch.</param>
/// <param name="Prompts">Token ids of the prompts, all equally many.</param>
/// <param name="Letters">Token ids of the letters.</param>
internal sealed record Request(string Folder, string Way, int Threads, int Rows, long[][] Prompts, long[] Letters);
