using Dpsa.Dap;
using Dpsa.Federation;
using Dpsa.Vdaf;
using Dpsa.Vdaf.Pine;
using Dpsa.Vdaf.Prio3;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

/// <summary>What coordinator and aggregators send is hostile input: refused with a sentence, before it costs anything.</summary>
public sealed class InstructionTests : IDisposable
{
    private readonly ClientBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.Epsilon)]
    [InlineData(1e-310)]
    [InlineData(1e-40)]
    [InlineData(70_000)]
    [InlineData(1e30)]
    [InlineData(double.MaxValue)]
    public async Task Refuses_clip_norms_at_which_nothing_can_be_learned(double clipNorm)
    {
        TaskRefusedException e = await _bench.ShouldRefuseAsync(
            _bench.Trainer(Limits.Of()), await _bench.StartAsync(clipNorm: clipNorm), RefusalReason.InvalidInstruction);
        e.Message.ShouldContain("clip norm");
    }

    [Theory]
    [InlineData(1.2e-38, 16)]
    [InlineData(1e-6, 16)]
    [InlineData(65_000, 16)]
    [InlineData(70_000, 32)]
    [InlineData(4e9, 32)]
    public async Task Takes_every_other_clip_norm(double clipNorm, int bits)
    {
        await _bench.Trainer(Limits.Of()).FitAsync(await _bench.StartAsync(clipNorm: clipNorm, bits: bits), _bench.Models);
        _bench.Aggregators.Uploads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_large_model_may_have_a_large_clip_norm()
    {
        FitInstruction instruction = await _bench.StartAsync(clipNorm: 1e9);
        float[] large = new float[26];
        large[25] = -1e6f;
        await _bench.Trainer(Limits.Of()).FitAsync(instruction with { Model = _bench.Models.Add(_bench.Layout, large) }, _bench.Models);
        _bench.Aggregators.Uploads.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(27)]
    public async Task Refuses_a_vector_of_another_length(int length)
    {
        TaskRefusedException e = await _bench.ShouldRefuseAsync(
            _bench.Trainer(Limits.Of()),
            await _bench.StartAsync() with { Model = _bench.Models.Add(_bench.Layout, new float[length]) },
            RefusalReason.InvalidInstruction);
        e.Message.ShouldContain($"brings {length} parameters, the client's has 26");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public async Task Refuses_a_global_model_that_has_left_the_numbers_and_names_the_place(float value)
    {
        float[] parameters = new float[26];
        parameters[16] = value;
        FitInstruction instruction = await _bench.StartAsync() with { Model = _bench.Models.Add(_bench.Layout, parameters) };
        TaskRefusedException e = await _bench.ShouldRefuseAsync(_bench.Trainer(Limits.Of()), instruction, RefusalReason.InvalidInstruction);
        e.Message.ShouldContain("first.bias (element 16)");
    }

    [Fact]
    public async Task Refuses_a_global_model_that_the_modules_own_type_cannot_hold()
    {
        using TwoLayers half = new();
        half.to(ScalarType.Float16);
        float[] parameters = new float[26];
        parameters[3] = 1e6f;
        FitInstruction instruction = await _bench.StartAsync() with { Model = _bench.Models.Add(_bench.Layout, parameters) };
        DpsaFederatedTrainer trainer = DpsaFederatedTrainer.Create("client", half, ClientBench.Step, _bench.Aggregators.Leader, _bench.Aggregators.Helper, Limits.Of());
        TaskRefusedException e = await _bench.ShouldRefuseAsync(trainer, instruction, RefusalReason.InvalidInstruction);
        e.Message.ShouldContain("first.weight is Float16 and cannot hold 1E+06");
    }

    [Fact]
    public async Task Refuses_an_instruction_that_lacks_something()
    {
        FitInstruction instruction = await _bench.StartAsync();
        DpsaFederatedTrainer trainer = _bench.Trainer(Limits.Of());
        await _bench.ShouldRefuseAsync(trainer, instruction with { Task = default }, RefusalReason.InvalidInstruction);
        await _bench.ShouldRefuseAsync(trainer, instruction with { Round = 0 }, RefusalReason.InvalidInstruction);
        await _bench.ShouldRefuseAsync(trainer, instruction with { Round = int.MinValue }, RefusalReason.InvalidInstruction);
        await _bench.ShouldRefuseAsync(trainer, instruction with { Configuration = null! }, RefusalReason.InvalidInstruction);
        await Should.ThrowAsync<ArgumentNullException>(() => trainer.FitAsync(null!, _bench.Models));
        await Should.ThrowAsync<ArgumentNullException>(() => trainer.FitAsync(instruction, null!));
    }

    [Fact]
    public async Task Refuses_configurations_without_end()
    {
        FitInstruction instruction = await _bench.StartAsync();
        DpsaFederatedTrainer trainer = _bench.Trainer(Limits.Of());
        foreach (Dictionary<string, string> bad in (Dictionary<string, string>[])
            [
                Enumerable.Range(0, 257).ToDictionary(i => $"{i}", _ => ""),
                new() { ["lr"] = new string('1', 4097) },
                new() { [new string('k', 4097)] = "1" },
                new() { ["lr"] = null! },
            ])
            await _bench.ShouldRefuseAsync(trainer, instruction with { Configuration = bad }, RefusalReason.InvalidInstruction);
    }

    [Fact]
    public async Task Refuses_a_model_that_is_not_the_one_of_the_instruction()
    {
        FitInstruction instruction = await _bench.StartAsync();
        DpsaFederatedTrainer trainer = _bench.Trainer(Limits.Of());
        foreach (Func<ModelSnapshot, ModelSnapshot> lie in (Func<ModelSnapshot, ModelSnapshot>[])
            [
                _ => null!,
                m => m with { Layout = null! },
                m => m with { Vector = default },
                m => m with { Id = m.Id with { Version = 7 } },
                m => m with { Vector = new float[26] },
                m => ModelSnapshot.Create(m.Id.Version, m.Layout, new float[26]),
            ])
        {
            ModelId id = _bench.Models.Add(_bench.Layout, [.. Enumerable.Repeat(1f, 26)]);
            _bench.Models.Falsify(id, lie);
            await _bench.ShouldRefuseAsync(trainer, instruction with { Model = id }, RefusalReason.InvalidInstruction);
        }
    }

    [Fact]
    public async Task Refuses_answers_of_the_aggregators_that_lack_something()
    {
        FitInstruction instruction = await _bench.StartAsync();
        DpsaFederatedTrainer trainer = _bench.Trainer(Limits.Of());
        foreach (Func<TaskParameters, TaskParameters> lie in (Func<TaskParameters, TaskParameters>[])
            [_ => null!, p => p with { Vdaf = null! }, p => p with { Privacy = null! }])
        {
            foreach (AggregatorRole liar in Enum.GetValues<AggregatorRole>())
            {
                _bench.Aggregators.Falsify = (role, p) => role == liar ? lie(p) : p;
                TaskRefusedException e = await _bench.ShouldRefuseAsync(trainer, instruction, RefusalReason.InvalidTask);
                e.Message.ShouldContain(liar.ToString());
            }
        }
    }

    [Fact]
    public async Task Refuses_a_function_that_cannot_be_made_before_it_trains()
    {
        FitInstruction instruction = await _bench.StartAsync();
        _bench.Aggregators.Falsify = (_, p) => p with { Vdaf = new FixedPointParameters(26, 16) with { Bits = 5 } };
        await _bench.ShouldRefuseAsync(_bench.Trainer(Limits.Of()), instruction, RefusalReason.ImpossibleFunction);
        _bench.Aggregators.Falsify = (_, p) => p with { Vdaf = new PineParameters(PineVariant.Pine64, 26, 1 << 14, 15) };
        TaskRefusedException e = await _bench.ShouldRefuseAsync(_bench.Trainer(Limits.Of()), instruction, RefusalReason.ImpossibleFunction);
        e.Message.ShouldContain("below the 32768^2 of a clipped update");
    }

    [Fact]
    public async Task An_evaluation_refuses_the_same_models()
    {
        DpsaFederatedTrainer trainer = _bench.Trainer(
            Limits.Of(allowEvaluate: true), evaluate: (_, _) => throw new InvalidOperationException("The model was loaded."));
        FitInstruction instruction = await _bench.StartAsync();
        float[] parameters = new float[26];
        parameters[0] = float.NaN;
        foreach (FitInstruction bad in (FitInstruction[])
        [
            instruction with { Model = _bench.Models.Add(_bench.Layout, parameters) },
            instruction with { Model = _bench.Models.Add(_bench.Layout, new float[25]) },
        ])
        {
            TaskRefusedException e = await Should.ThrowAsync<TaskRefusedException>(() => trainer.EvaluateAsync(bad, _bench.Models));
            e.Reason.ShouldBe(RefusalReason.InvalidInstruction);
        }

        await Should.ThrowAsync<LayoutMismatchException>(
            () => trainer.EvaluateAsync(instruction with { Model = _bench.Models.Add(new ParameterLayout([("w", [26])]), new float[26]) }, _bench.Models));
    }
}
