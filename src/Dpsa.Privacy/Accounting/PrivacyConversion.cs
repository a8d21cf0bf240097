namespace Dpsa.Privacy;

/// <summary>How an epsilon was obtained from the cost of a run.</summary>
public enum PrivacyConversion
{
    /// <summary>From zCDP, by the tight conversion (Canonne, Kamath and Steinke 2020): valid for every mechanism of that cost.</summary>
    Concentrated,

    /// <summary>The exact curve of Gaussian noise (Balle and Wang 2018), and what the discreteness of the noise can add to it.</summary>
    ExactGaussian,
}
