// Stochastic gradient descent with momentum.
//
//     g = grad + weight_decay * p          (-grad to maximise)
//     b = momentum * b + (1 - dampening) * g        b = g at the first step
//     p = p - lr * b                       (g + momentum * b instead of b with Nesterov's variant)
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class SGD : OptimizerHelper, optim.IMomentum
{
    private readonly Dictionary<Parameter, Tensor> momentumBuffers = new(ReferenceEqualityComparer.Instance);

    public SGD(
        IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : this(
            [new ParamGroup { Parameters = parameters, Options = new Options() }],
            lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    public SGD(
        IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : base(new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
            maximize = maximize,
        })
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Validate(lr, momentum, dampening, weight_decay, nesterov);
        foreach (ParamGroup group in parameters)
            add_param_group(group);
    }

    public double Momentum
    {
        get => ((Options)_defaults).momentum ?? 0;
        set
        {
            ((Options)_defaults).momentum = value;
            foreach (ParamGroup group in _parameter_groups.Cast<ParamGroup>())
                group.Momentum = value;
        }
    }

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var defaults = (Options)_defaults;
        Options options = ((ParamGroup)param_group).Options;
        options.momentum ??= defaults.momentum;
        options.dampening ??= defaults.dampening;
        options.weight_decay ??= defaults.weight_decay;
        options.nesterov ??= defaults.nesterov;
        options.maximize ??= defaults.maximize;
        Adopt(param_group);
    }

    public override Tensor step(Func<Tensor> closure = null!) => _step<ParamGroup>(Update, closure);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        foreach (Tensor buffer in momentumBuffers.Values)
            buffer.Dispose();
        momentumBuffers.Clear();
    }

    private void Update(ParamGroup group)
    {
        Options options = group.Options;
        double rate = options.LearningRate!.Value;
        double momentum = options.momentum!.Value;
        double decay = options.weight_decay!.Value;
        foreach (Parameter parameter in group.Parameters)
        {
            Tensor? gradient = parameter.grad;
            if (gradient is null)
                continue;
            if (options.maximize!.Value)
                gradient = -gradient;
            if (decay != 0)
                gradient = Native.add(gradient, parameter, decay);
            if (momentum != 0)
            {
                Tensor buffer = Accumulate(parameter, gradient, momentum, options.dampening!.Value);
                gradient = options.nesterov!.Value ? Native.add(gradient, buffer, momentum) : buffer;
            }

            Native.add_(parameter, gradient, -rate).Check();
        }
    }

    private Tensor Accumulate(Parameter parameter, Tensor gradient, double momentum, double dampening)
    {
        if (!momentumBuffers.TryGetValue(parameter, out Tensor? buffer))
        {
            buffer = gradient.clone().DetachFromDisposeScope();
            momentumBuffers.Add(parameter, buffer);
            return buffer;
        }

        Native.mul_scalar_(buffer, momentum).Check();
        Native.add_(buffer, gradient, 1 - dampening).Check();
        return buffer;
    }

    private static void Validate(double lr, double momentum, double dampening, double decay, bool nesterov)
    {
        if (!(lr >= 0))
            throw new ArgumentException($"Invalid learning rate: {lr}", nameof(lr));
        if (!(momentum >= 0))
            throw new ArgumentException($"Invalid momentum value: {momentum}", nameof(momentum));
        if (!(decay >= 0))
            throw new ArgumentException($"Invalid weight_decay value: {decay}", nameof(decay));
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening", nameof(nesterov));
    }

    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;
    }

    public class ParamGroup : ParamGroup<Options>, optim.IMomentum
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 0.001, double momentum = 0, double dampening = 0, double weight_decay = 0,
            bool nesterov = false, bool maximize = false)
            : base(parameters, new Options
            {
                LearningRate = lr,
                momentum = momentum,
                dampening = dampening,
                weight_decay = weight_decay,
                nesterov = nesterov,
                maximize = maximize,
            })
        {
        }

        public double Momentum
        {
            get => Options.momentum ?? 0;
            set => Options.momentum = value;
        }
    }
}
