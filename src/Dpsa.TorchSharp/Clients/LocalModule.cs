using Dpsa.Federation;
using Dpsa.Vdaf;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>A module and its steps as a client needs them: a vector goes in, clipped and quantised integers come out.</summary>
internal sealed class LocalModule<TModule> : ILocalModel
    where TModule : nn.Module
{
    private readonly TModule _module;
    private readonly LocalTraining<TModule> _train;
    private readonly LocalEvaluation<TModule>? _evaluate;
    private readonly BufferPolicy _buffers;
    private readonly string _owner;
    private readonly TimeProvider _time;

    /// <exception cref="ArgumentException">The module's state cannot be carried in a float32 vector; the message says why.</exception>
    public LocalModule(
        TModule module,
        LocalTraining<TModule> train,
        LocalEvaluation<TModule>? evaluate,
        BufferPolicy buffers,
        string owner,
        TimeProvider time)
    {
        Layout = ParameterVector.LayoutOf(module, buffers);
        (_module, _train, _evaluate, _buffers, _owner, _time) = (module, train, evaluate, buffers, owner, time);
    }

    public ParameterLayout Layout { get; }

    // Runs on one thread from end to end: dispose scopes belong to a thread.
    public LocalUpdate Train(TrainingContext context, double clipNorm, IVdaf vdaf)
    {
        using DisposeScope scope = NewDisposeScope();
        long start = _time.GetTimestamp();
        Load(context.Model);
        using Tensor received = ParameterVector.Flatten(_module, _buffers);
        _module.train();
        LocalTrainingResult? result = _train(_module, context);
        context.CancellationToken.ThrowIfCancellationRequested();
        ParameterVector.LayoutOf(_module, _buffers).RequireSame(Layout, $"{_owner} after its training", "before it");
        TimeSpan trainTime = _time.GetElapsedTime(start);

        using Tensor current = ParameterVector.Flatten(_module, _buffers);
        using Tensor update = current.Minus(received);
        double norm = update.to(ScalarType.Float64).norm().item<double>();
        return new LocalUpdate(UpdateQuantizer.Quantize(update, clipNorm, vdaf, Layout), result, norm, trainTime);
    }

    public LocalEvaluationResult? Evaluate(TrainingContext context)
    {
        if (_evaluate is null) throw new InvalidOperationException($"{_owner} module has no evaluation step.");
        if (_buffers == BufferPolicy.KeepLocal) RunningStatistics.RequireTouched(_module);
        Load(context.Model);
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            _module.eval();
            return _evaluate(_module, context);
        }
    }

    private void Load(ModelSnapshot model)
    {
        try
        {
            ParameterVector.LoadValues(_module, model.Layout, model.Vector, _buffers);
        }
        catch (ArgumentException e)
        {
            throw new ModelLoadException(e.Message, e);
        }
    }
}
