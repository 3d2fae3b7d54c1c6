using System.Globalization;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Models;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Devices;

public sealed class DeviceMemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A session of the device copies, since ONNX Runtime copies to no device that only a session knows. Here the device is the CPU.
    [Theory]
    [InlineData("2 3")]
    [InlineData("4 2 0 5")]
    [InlineData("1 2 3 4")]
    public void What_is_moved_to_a_device_is_the_same_there(string sizes)
    {
        long[] shape = [.. sizes.Split(' ').Select(size => long.Parse(size, CultureInfo.InvariantCulture))];
        SmallModel.Write(_folder);
        using var session = new InferenceSession(_folder["model.onnx"]);
        var opened = 0;
        using var memory = new DeviceMemory(
            session, new(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.DeviceAllocator, 0, OrtMemType.Default), Open);
        float[] values = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(index => index - 0.5f)];
        Float16[] halves = Array.ConvertAll(values, value => (Float16)value);

        using var wide = memory.Moved(OrtValue.CreateTensorValueFromMemory(values, shape));
        using var again = memory.Moved(OrtValue.CreateTensorValueFromMemory(values, shape));
        using var narrow = memory.Moved(OrtValue.CreateTensorValueFromMemory(halves, shape));

        wide.GetTensorTypeAndShape().Shape.Should().Equal(shape);
        wide.GetTensorDataAsSpan<float>().ToArray().Should().Equal(values);
        again.GetTensorDataAsSpan<float>().ToArray().Should().Equal(values);
        narrow.GetTensorDataAsSpan<Float16>().ToArray().Should().Equal(halves);
        opened.Should().Be(2, "one session copies all of a kind");

        InferenceSession Open(byte[] graph)
        {
            opened++;
            return new(graph);
        }
    }
}
