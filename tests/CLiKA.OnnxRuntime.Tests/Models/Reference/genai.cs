// Runs onnxruntime-genai on a folder of its model builder; GenaiPeerTests compares with it.
//
//   cp genai.cs FOLDER && dotnet build FOLDER/genai.cs -o FOLDER/bin      (elsewhere: the tests' build files do not apply to it)
//   CLIKATEST_GENAI=FOLDER/bin/genai.dll dotnet test tests/CLiKA.OnnxRuntime.Tests --filter FullyQualifiedName~GenaiPeer
//
// Arguments: the model's folder, the number of tokens to generate, and the ids of the prompt's tokens. Output: a line with the logits after each
// of them, and a line with the generated ids (greedy).
#:package Microsoft.ML.OnnxRuntimeGenAI@0.18.0
#:property UseCurrentRuntimeIdentifier=true
#:property PublishAot=false
using System.Globalization;
using Microsoft.ML.OnnxRuntimeGenAI;

var ids = args[2..].Select(int.Parse).ToArray();
var added = int.Parse(args[1]);
using var model = new Model(args[0]);
using var parameters = new GeneratorParams(model);
parameters.SetSearchOption("max_length", ids.Length + added);
parameters.SetSearchOption("do_sample", false);
using var generator = new Generator(model, parameters);
generator.AppendTokens(ids);
using var logits = generator.GetOutput("logits");
var values = logits.Type() == ElementType.float16
    ? Array.ConvertAll(logits.GetData<Half>().ToArray(), value => (float)value)
    : logits.GetData<float>().ToArray();
Console.WriteLine(string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
while (!generator.IsDone())
{
    generator.GenerateNextToken();
}

Console.WriteLine(string.Join(' ', generator.GetSequence(0)[ids.Length..].ToArray()));
