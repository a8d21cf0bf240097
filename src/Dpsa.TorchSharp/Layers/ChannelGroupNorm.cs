// Group normalisation (Wu and He 2018) in the place of BatchNorm1d, 2d or 3d.
//
//     groups     largest divisor of the channels up to 32 that leaves two channels to a group (the paper's 32; a group of one is
//                instance normalisation, the worst in its table)
//     one group  where a channel has a single value a sample, as behind a dense layer: smaller groups would leave signs alone

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>Normalises each sample over groups of its channels; takes inputs of shape [N, C] and [N, C, ...].</summary>
internal sealed class ChannelGroupNorm : nn.Module<Tensor, Tensor>
{
    public const int MostGroups = 32;

    private readonly Parameter? weight;
    private readonly Parameter? bias;
    private readonly long _channels;
    private readonly double _eps;

    /// <summary>Takes over channels, epsilon and the affine parameters, with their dtype, device and whether they are frozen.</summary>
    public ChannelGroupNorm(BatchNorm origin)
        : base("GroupNorm")
    {
        (_channels, _eps) = (origin.num_features, origin.eps);
        (weight, bias) = (Copy(origin.affine ? origin.weight : null), Copy(origin.bias));
        RegisterComponents();
        train(origin.training);
    }

    public static long GroupsOf(long channels)
    {
        long groups = Math.Clamp(channels / 2, 1, MostGroups);
        while (channels % groups != 0) groups--;
        return groups;
    }

    public override Tensor forward(Tensor input)
    {
        bool single = input.numel() == input.shape[0] * _channels;
        if (single && _channels == 1)
            throw new InvalidOperationException("One channel of one value is always zero when it is normalised; remove this layer.");
        return nn.functional.group_norm(input, single ? 1 : GroupsOf(_channels), weight, bias, _eps);
    }

    private static Parameter? Copy(Parameter? origin)
    {
        if (origin is null) return null;
        using DisposeScope scope = NewDisposeScope();
        Parameter copy = new(origin.detach().clone(), origin.requires_grad);
        copy.DetachFromDisposeScope();
        return copy;
    }
}
