using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Lab.Corpus;
using CLiKA.Lab.Models;
using CLiKA.Lab.Recipes;
using CLiKA.Lab.Tokenization;
using CLiKA.Lab.Training;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Models;
using CLiKA.OnnxRuntime.Tokenizers;
using TorchSharp;

namespace CLiKA.Lab;

/// <summary>Trains embedded models from their recipes.</summary>
public static class LabTrainer
{
    private const string TokenizerFileName = "tokenizer.json";
    private const string RecipeFile = "recipe.json";

    /// <summary>
    /// Trains a model on one thread and writes its folder: <c>model.onnx</c>, <c>tokenizer.json</c>, <c>config.json</c>,
    /// <c>recipe.json</c>, <c>SHA256SUMS</c>. The same recipe, probe sets and machine give the same bytes.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="recipeText">The text of the recipe, which is stored with the model.</param>
    /// <param name="probesFolder">The folder that contains the folders of the probe sets.</param>
    /// <param name="worldsFolder">The folder that contains the folders of the fictional worlds.</param>
    /// <param name="modelsFolder">
    /// The folder to which the model's folder is written, and which contains the model that the recipe continues from.
    /// </param>
    /// <param name="progress">Receives the progress; may be null.</param>
    /// <param name="cancellationToken">Cancels the training between steps; nothing is written then.</param>
    /// <returns>Path of the model's folder.</returns>
    /// <exception cref="InvalidInputException">
    /// A probe set or the model to continue from is missing or invalid, or the new model cannot be written or replace an existing one.
    /// </exception>
    public static string Train(
        Recipe recipe,
        string recipeText,
        string probesFolder,
        string worldsFolder,
        string modelsFolder,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var corpus = CorpusBuilder.Build(recipe, probesFolder).AddRange(CorpusBuilder.BuildWorlds(recipe, worldsFolder));
        var target = Path.Combine(modelsFolder, recipe.Name);
        try
        {
            using var folder = AtomicFolder.For(target);
            Fill(folder.Path);
            folder.Replace();
            return target;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(target, $"cannot be written: {error.Message}", error);
        }

        void Fill(string workshop)
        {
            // Floating-point sums depend on the number of threads that share them.
            torch.set_num_threads(1);
            using var model = recipe.From is null
                ? CreateModel(recipe, corpus, worldsFolder, workshop)
                : OpenParent(Path.Combine(modelsFolder, recipe.From), workshop);
            var tokenizer = HuggingFaceTokenizer.Read(Path.Combine(workshop, TokenizerFileName));
            IExampleSource examples = recipe.Curriculum.IsEmpty
                ? new ExampleSampler(corpus, tokenizer, recipe.BatchSize, recipe.Seed)
                : new CurriculumSampler(corpus, tokenizer, recipe, model.Configuration.MaximumPositions);
            Trainer.Train(model, recipe, examples, progress, cancellationToken);

            model.RoundToHalf();
            DecoderGraph.Write(Path.Combine(workshop, DecoderFolder.GraphFile), model.Configuration, model.Weight, WeightType.Float16, LoraProjections.All);
            model.Configuration.Write(Path.Combine(workshop, DecoderFolder.ConfigurationFile));
            AtomicFile.WriteAllText(Path.Combine(workshop, RecipeFile), recipeText);
            Sha256Sums.Write(workshop, [DecoderFolder.GraphFile, TokenizerFileName, DecoderFolder.ConfigurationFile, RecipeFile], cancellationToken);
        }
    }

    /// <summary>Returns whether a model has been trained from a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="recipeText">The text of the recipe.</param>
    /// <param name="modelsFolder">The folder that contains the models' folders.</param>
    /// <returns>True if the model's folder is complete and was made from exactly this recipe.</returns>
    /// <exception cref="InvalidInputException">The model's folder is damaged.</exception>
    public static bool IsDone(Recipe recipe, string recipeText, string modelsFolder)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var folder = Path.Combine(modelsFolder, recipe.Name);
        AtomicFolder.Complete(folder);
        var path = Path.Combine(folder, RecipeFile);
        if (!File.Exists(path) || TextInput.ReadAllText(path) != recipeText)
        {
            return false;
        }

        Sha256Sums.Verify(folder, [DecoderFolder.GraphFile, RecipeFile]);
        return true;
    }

    private static LlamaDecoder CreateModel(Recipe recipe, ImmutableArray<TaughtItem> corpus, string worldsFolder, string workshop)
    {
        var shape = recipe.Shape!;
        var texts = corpus.SelectMany(item => item.Wordings.Select(wording => wording.Text).Concat(item.Wordings[0].Continuations))
            .Concat(CorpusBuilder.TextsOfWorlds(recipe, worldsFolder))
            .Concat(recipe.Curriculum.IsEmpty ? [] : CorpusBuilder.PublishedPrompts(corpus));
        var names = CorpusBuilder.NamesOfWorlds(recipe, worldsFolder);
        var merges = BytePairTrainer.Train(names, texts, shape.VocabularySize - TokenizerFile.FixedTokens);
        var tokens = TokenizerFile.Write(Path.Combine(workshop, TokenizerFileName), merges);

        // Torch's default generator is shared by the process: other draws from it would change the weights.
        using var generator = new torch.Generator((ulong)recipe.Seed);
        return LlamaDecoder.Random(shape.ToConfiguration(tokens, TokenizerFile.BeginningId), generator);
    }

    private static LlamaDecoder OpenParent(string parent, string workshop)
    {
        // Opened like a model to be asked, so that a damaged parent is not continued.
        var folder = ModelFolder.Open(parent);
        AtomicFile.WriteAllBytes(Path.Combine(workshop, TokenizerFileName), BinaryInput.ReadAll(folder.TokenizerPath));
        return DecoderFolder.Read(parent, torch.CPU);
    }
}
