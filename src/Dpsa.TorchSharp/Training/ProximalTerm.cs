// FedProx: Li, Sahu, Zaheer, Sanjabi, Talwalkar, Smith, "Federated Optimization in Heterogeneous Networks", MLSys 2020
// (arXiv 1812.06127), section 3.2.
//
//     h(w; w_received)  =  F(w) + mu / 2 * |w - w_received|^2

using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>
/// FedProx (Li et al. 2020): a term for a client's loss that pulls its parameters back to the global model as it was received.
/// </summary>
/// <remarks>
/// Made at the start of a training step, when the module is on its device, and disposed at its end; it holds a second copy of the
/// trainable parameters. The server's side does not change.
/// <code>
/// using ProximalTerm proximal = new(module, mu: 0.01);
/// foreach (Batch batch in data)
/// {
///     using Tensor loss = Loss(module, batch) + proximal.Loss();
///     ...
/// }
/// </code>
/// </remarks>
public sealed class ProximalTerm : IDisposable
{
    private readonly (Tensor Live, Tensor Received)[] _parameters;
    private readonly bool _wide;
    private bool _disposed;

    /// <summary>Takes a copy of the module's trainable parameters as they are.</summary>
    /// <param name="module">The module as received; not disposed. Frozen parameters and buffers do not count, tied ones count once.</param>
    /// <param name="mu">Weight of the term, at least 0 and finite as float32; the paper tries 0.001 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Mu is out of range.</exception>
    /// <exception cref="ArgumentException">The module cannot be carried, as <see cref="ParameterVector"/> says.</exception>
    public ProximalTerm(nn.Module module, double mu)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (!(mu >= 0 && float.IsFinite((float)mu)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(mu), mu, string.Create(CultureInfo.InvariantCulture, $"The weight mu is between 0 and {float.MaxValue:G3}."));
        }

        Mu = mu;
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            _parameters =
            [
                .. ModuleState.Carried(module, BufferPolicy.KeepLocal).Select(e => (e.Tensor, Received: e.Tensor.detach().clone())),
            ];
        }

        // They outlive this scope and those around it, until the term is disposed.
        foreach ((_, Tensor received) in _parameters) received.DetachFromDisposeScope();
        _wide = _parameters.Any(p => p.Received.dtype == ScalarType.Float64);
    }

    /// <summary>Weight of the term.</summary>
    public double Mu { get; }

    /// <summary>mu / 2 times the squared L2 distance of the trainable parameters from those received.</summary>
    /// <returns>
    /// A scalar on the device of the first parameter, float32, or float64 where a parameter is; its gradient is mu * (w - w_received).
    /// The caller disposes it, after the backward pass.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The term has been disposed.</exception>
    /// <exception cref="InvalidOperationException">The module has been disposed, or was given other parameters.</exception>
    public Tensor Loss()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_parameters.Any(p => p.Live.IsInvalid))
        {
            throw new InvalidOperationException(
                "The parameters of which the term was made are gone; make it when the module is on its device and has its parameters.");
        }

        using DisposeScope scope = NewDisposeScope();
        ScalarType type = _wide ? ScalarType.Float64 : ScalarType.Float32;
        Device device = _parameters[0].Live.device;
        Tensor total = zeros(1, dtype: type, device: device).sum();
        foreach ((Tensor live, Tensor received) in _parameters)
        {
            // In the wider type: the square of a float16 ends at 65,504 too.
            Tensor difference = live.to(type).Minus(received.to(type));
            total = total.Plus((difference * difference).sum().to(device));
        }

        return HeldScalars.With(Mu / 2, total.mul).MoveToOuterDisposeScope();
    }

    /// <summary>Gives the copy back; the module stays.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        foreach ((_, Tensor received) in _parameters) received.Dispose();
    }
}
