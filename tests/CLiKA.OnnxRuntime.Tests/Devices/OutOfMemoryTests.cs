using CLiKA.Answers;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Generation;
using CLiKA.OnnxRuntime.Tests.Models;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Tests.Devices;

/// <summary>On a device with too little memory, batches are smaller, and answers are the same.</summary>
public sealed class OutOfMemoryTests : IDisposable
{
    private const string Arena = "Failed to allocate memory for requested buffer of size 4294967296";

    private static readonly Prompt[] Prompts =
        [.. Enumerable.Range(0, 20).Select(index => new Prompt($"{index}", $"Question:Wo liegt {index}?\nAnswer:", [" hier", " dort", " da"]))];

    private readonly OpenSmallModel _model = new();
    private readonly SmallDevice _device;

    public OutOfMemoryTests() => _device = new(_model.Graph);

    private ModelFolder Model => _model.Folder;

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData(Arena)]
    [InlineData("Available memory of 1024 is smaller than requested bytes of 4294967296")]
    [InlineData("CUDA failure 2: out of memory ; GPU=0")]
    [InlineData("CUBLAS failure 3: the resource allocation failed ; GPU=0 ; hostname=vm ; file=/a.cc ; line=1 ; expr=cublasGemmEx(...); ")]
    [InlineData("Status Message: UnfusedAttention QK GEMM failed: 3")]
    [InlineData("CUDNN failure 4004: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED ; GPU=0")]
    [InlineData("std::bad_alloc")]
    public void Rows_that_do_not_fit_are_asked_again_in_halves(string message)
    {
        var expected = Answers();
        _device.Rows.Clear();
        (_device.MaximumRows, _device.Message) = (6, message);

        Answers().Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());

        _device.Rows.Where(rows => rows > 6).Should().Equal(22, 10);
        _device.Rows.Where(rows => rows <= 6).Sum().Should().Be(40, "no row is asked twice");
    }

    [Fact]
    public void Texts_that_do_not_fit_are_continued_again_in_halves()
    {
        var expected = Texts();
        _device.Rows.Clear();
        _device.MaximumRows = 3;

        Texts().Should().Equal(expected);

        _device.Rows.Should().StartWith([11, 5, 2, 2]);
    }

    // Every row has the keys and values of the shared prefix. Where the host has no room for them, the process is killed.
    [Theory]
    [InlineData(null)]
    [InlineData(64)]
    public void No_batch_has_more_keys_and_values_than_two_gibibytes(int? batchSize)
    {
        var (expected, words) = (Answers(batchSize), Texts(batchSize));
        _device.Rows.Should().Contain(rows => rows > 4);
        _device.Rows.Clear();

        // Leaves room for 70 tokens.
        _device.Cache = BatchLimits.Cpu.Cache / 70;

        Answers(batchSize).Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
        Texts(batchSize).Should().Equal(words);
        _device.Rows.Should().OnlyContain(rows => rows <= 4);
    }

    // There, what does not fit is an error.
    [Fact]
    public void On_a_GPU_keys_and_values_limit_no_batch()
    {
        _device.Room = BatchLimits.Cuda;
        var expected = Answers(null);
        var rows = _device.Rows.ToList();
        _device.Rows.Clear();
        _device.Cache = BatchLimits.Cpu.Cache / 70;

        Answers(null).Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());

        _device.Rows.Should().Equal(rows);
    }

    [Fact]
    public void A_row_too_long_for_its_logits_is_refused()
    {
        _device.Longest = 3;

        FluentActions.Invoking(() => Answers()).Should().Throw<InvalidInputException>().WithMessage(
            $"{Model.GraphPath}: computes logits for every token, and those of at most 3 tokens after the shared prefix can be read; the prompt of item '0' has * there.*clika export*");
        FluentActions.Invoking(() => Texts()).Should().Throw<InvalidInputException>().WithMessage("*; text 0 has * there.*");
    }

    [Theory]
    [InlineData(Arena + "\n", "has too little memory for model.onnx. ONNX Runtime says: *4294967296")]
    [InlineData("CUDA failure 100: no CUDA-capable device is detected ; GPU=-1 ;", "CUDA cannot be used for model.onnx; check the driver, *device is detected")]
    public void A_model_too_large_for_the_device_is_a_distinct_error(string message, string expected) =>
        SessionOpener.NotOnCuda("model.onnx", DeviceRequest.Parse("cuda:0"), SmallDevice.Error(message)).Message.Should().Match($"device 'cuda:0': {expected}");

    [Fact]
    public void One_item_that_does_not_fit_is_named()
    {
        _device.MaximumRows = 0;

        FluentActions.Invoking(() => Answers()).Should().Throw<InvalidInputException>()
            .WithMessage($"{Model.GraphPath}: item '*' (* tokens) does not fit into the device's memory, not even alone. *export the model with --quantize. ONNX Runtime says: *{Arena}*");
        FluentActions.Invoking(() => Texts()).Should().Throw<InvalidInputException>()
            .WithMessage($"{Model.GraphPath}: text * (* tokens) does not fit into the device's memory, not even alone. *export the model with --quantize. ONNX Runtime says: *{Arena}*");
    }

    [Theory]
    [InlineData(Arena, "the shared prefix (* tokens) does not fit into the device's memory, not even alone. *")]
    [InlineData("run.cc:12 CUDA failure 700: an illegal memory access ; GPU=0 ; file=/a.cc", "ONNX Runtime failed on the shared prefix (* tokens): CUDA failure 700: an illegal memory access")]
    [InlineData("the node is not implemented", "ONNX Runtime failed on the shared prefix (* tokens): *the node is not implemented")]
    public void A_shared_prefix_that_does_not_fit_is_named(string message, string expected)
    {
        (_device.TakesBeginnings, _device.Message) = (false, message);

        FluentActions.Invoking(() => Answers()).Should().Throw<InvalidInputException>().WithMessage($"{Model.GraphPath}: {expected}");
        FluentActions.Invoking(() => Texts()).Should().Throw<InvalidInputException>().WithMessage($"{Model.GraphPath}: {expected}");
    }

    [Fact]
    public void Other_errors_are_not_out_of_memory()
    {
        (_device.MaximumRows, _device.Message) = (6, "the node is not implemented");

        FluentActions.Invoking(() => Answers()).Should().Throw<InvalidInputException>()
            .WithMessage("*ONNX Runtime failed on a batch of 11 (item '0', item '1', item '2'...): *the node is not implemented");
        _device.Rows.Should().Equal(22);
    }

    private IReadOnlyList<Answer> Answers(int? batchSize = 64) => new OptionScorer(Model, _device, new() { BatchSize = batchSize })
        .Score(Prompts, Scoring.Likelihood, null, CancellationToken.None);

    private string[] Texts(int? batchSize = 64) => new GreedyGenerator(Model, _device, batchSize, 1024).Run(
        [.. Prompts.Select(prompt => Model.Tokenizer.Encode(prompt.Text, true).ToArray())],
        [.. Prompts.Select(prompt => $"text {prompt.ItemId}")],
        3,
        _ => -1,
        null,
        CancellationToken.None);
}
