// Adam (Kingma and Ba 2015), with AMSGrad as an option.
//
//     g = grad + weight_decay * p          (-grad to maximise)
//     m = beta1 * m + (1 - beta1) * g      v = beta2 * v + (1 - beta2) * g^2
//     p = p - lr / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + eps)        max of all v so far with AMSGrad
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class Adam : OptimizerHelper, optim.IBetas
{
    private readonly Dictionary<Parameter, Moments> moments = new(ReferenceEqualityComparer.Instance);

    public Adam(
        IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this(
            [new ParamGroup { Parameters = parameters, Options = new Options() }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    public Adam(
        IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : base(new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay,
            amsgrad = amsgrad,
            maximize = maximize,
        })
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!(lr >= 0))
            throw new ArgumentException($"Invalid learning rate: {lr}", nameof(lr));
        if (!(beta1 is >= 0 and < 1))
            throw new ArgumentException($"Invalid beta1 value: {beta1}", nameof(beta1));
        if (!(beta2 is >= 0 and < 1))
            throw new ArgumentException($"Invalid beta2 value: {beta2}", nameof(beta2));
        foreach (ParamGroup group in parameters)
            add_param_group(group);
    }

    public (double, double) Betas
    {
        get => (((Options)_defaults).beta1 ?? 0, ((Options)_defaults).beta2 ?? 0);
        set
        {
            (((Options)_defaults).beta1, ((Options)_defaults).beta2) = (value.Item1, value.Item2);
            foreach (ParamGroup group in _parameter_groups.Cast<ParamGroup>())
                group.Betas = value;
        }
    }

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var defaults = (Options)_defaults;
        Options options = ((ParamGroup)param_group).Options;
        options.beta1 ??= defaults.beta1;
        options.beta2 ??= defaults.beta2;
        options.eps ??= defaults.eps;
        options.weight_decay ??= defaults.weight_decay;
        options.amsgrad ??= defaults.amsgrad;
        options.maximize ??= defaults.maximize;
        Adopt(param_group);
    }

    public override Tensor step(Func<Tensor> closure = null!) => _step<ParamGroup>(Update, closure);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        foreach (Moments state in moments.Values)
            state.Dispose();
        moments.Clear();
    }

    private void Update(ParamGroup group)
    {
        Options options = group.Options;
        double beta1 = options.beta1!.Value;
        double beta2 = options.beta2!.Value;
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
            if (!moments.TryGetValue(parameter, out Moments? state))
            {
                state = new Moments(parameter, options.amsgrad!.Value);
                moments.Add(parameter, state);
            }

            state.Steps++;
            Native.mul_scalar_(state.First, beta1).Check();
            Native.add_(state.First, gradient, 1 - beta1).Check();
            Native.mul_scalar_(state.Second, beta2).Check();
            Native.addcmul_(state.Second, gradient, gradient, 1 - beta2).Check();

            Tensor second = state.LargestSecond is { } largest ? state.KeepLargest(largest) : state.Second;
            Tensor divisor = second.sqrt();
            Native.div_scalar_(divisor, Math.Sqrt(1 - Math.Pow(beta2, state.Steps)), 0).Check();
            Native.add_scalar_(divisor, options.eps!.Value, NativeScalar.One).Check();
            Native.addcdiv_(parameter, state.First, divisor, -options.LearningRate!.Value / (1 - Math.Pow(beta1, state.Steps))).Check();
        }
    }

    /// <summary>The running averages of one parameter's gradient and of its square.</summary>
    private sealed class Moments : IDisposable
    {
        internal Moments(Parameter parameter, bool amsgrad)
        {
            First = zeros_like(parameter).DetachFromDisposeScope();
            Second = zeros_like(parameter).DetachFromDisposeScope();
            LargestSecond = amsgrad ? zeros_like(parameter).DetachFromDisposeScope() : null;
        }

        internal int Steps { get; set; }

        internal Tensor First { get; }

        internal Tensor Second { get; }

        internal Tensor? LargestSecond { get; }

        internal Tensor KeepLargest(Tensor largest)
        {
            using Tensor larger = largest.maximum(Second);
            return largest.copy_(larger);
        }

        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
            LargestSecond?.Dispose();
        }
    }

    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;
        public bool? amsgrad;
        public bool? maximize;
    }

    public class ParamGroup : ParamGroup<Options>, optim.IBetas
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08,
            double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options
            {
                LearningRate = lr,
                beta1 = beta1,
                beta2 = beta2,
                eps = eps,
                weight_decay = weight_decay,
                amsgrad = amsgrad,
                maximize = maximize,
            })
        {
        }

        public (double, double) Betas
        {
            get => (Options.beta1 ?? 0, Options.beta2 ?? 0);
            set => (Options.beta1, Options.beta2) = (value.Item1, value.Item2);
        }
    }
}
