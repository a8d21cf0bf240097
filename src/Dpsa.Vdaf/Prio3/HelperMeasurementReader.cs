using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Xof;

namespace Dpsa.Vdaf.Prio3;

/// <summary>The helper's share, as its seed yields it.</summary>
internal sealed class HelperMeasurementReader(XofStream stream, int elements) : MeasurementReader(elements)
{
    private protected override ReadOnlySpan<Field128> Next(int count)
    {
        Span<Field128> buffer = Buffer(count);
        new FieldSampler<Field128>(stream).Fill(buffer);
        return buffer;
    }

    public override void Dispose()
    {
        stream.Dispose();
        base.Dispose();
    }
}
