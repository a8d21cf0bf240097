namespace Dpsa.Privacy;

/// <summary>What the noise in the mean of the updates lets a model learn: a rule of thumb, docs/accounting.md, "Can it learn?".</summary>
public enum LearningOutlook
{
    /// <summary>The noise's norm is at most half the clip norm: the updates stand out.</summary>
    Clear,

    /// <summary>The noise's norm is between half and three times the clip norm: training is slow and costs accuracy.</summary>
    Slow,

    /// <summary>The noise's norm is above three times the clip norm: the updates drown.</summary>
    Drowned,
}
