// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.phantom;

import java.util.SplittableRandom;

/**
 * A patient's heart from base to apex. Lengths are in mm, angles in radians clockwise on the screen from the right.
 *
 * @param x of the left ventricle's axis at the base, from the image centre
 * @param y of the same
 * @param driftX how far the axis moves from base to apex
 * @param driftY how far the axis moves from base to apex
 * @param outer the shape of the left ventricle's outer wall, with its radius at the base
 * @param inner the shape of its cavity
 * @param cavity the cavity's radius over the outer one at the base; small in a contracted or thickened heart
 * @param taper how pointed the ventricle is: the outer radius at the apex is sqrt(1 - taper squared) of that at the base
 * @param rightAngle the direction from the left to the right ventricle
 * @param rightDepth how far the right ventricle stands out from the left one at the base
 * @param rightWidth its width over the left ventricle's
 * @param rightEnd the level at which the right ventricle ends, 0 at the base and 1 at the apex
 * @param rightWall thickness of the right ventricle's wall, which bears no label
 * @param fat how thick the fat around the heart is where it is thickest
 */
record Heart(
        double x,
        double y,
        double driftX,
        double driftY,
        Contour outer,
        Contour inner,
        double cavity,
        double taper,
        double rightAngle,
        double rightDepth,
        double rightWidth,
        double rightEnd,
        double rightWall,
        double fat) {

    /** A right ventricle less deep than this, in mm, is left out: no reader would outline it. */
    private static final double LEAST_RIGHT_DEPTH = 8;

    static Heart draw(SplittableRandom random) {
        double radius = random.nextDouble(27, 37);
        Contour outer = Contour.oval(
                        0, 0, radius, radius * random.nextDouble(0.86, 1), random.nextDouble(0, StrictMath.PI))
                .irregular(random, 0.02);
        return new Heart(
                random.nextDouble(-18, 22),
                random.nextDouble(-20, 18),
                random.nextDouble(-4, 12),
                random.nextDouble(-2, 12),
                outer,
                outer.irregular(random, 0.035),
                random.nextDouble(0.52, 0.76),
                random.nextDouble(0.72, 0.85),
                StrictMath.toRadians(random.nextDouble(155, 245)),
                random.nextDouble(20, 36),
                random.nextDouble(0.92, 1.2),
                random.nextDouble(0.7, 1.05),
                random.nextDouble(2, 4),
                random.nextDouble(1, 7));
    }

    /**
     * The heart in one slice, with what differs from breath-hold to breath-hold.
     *
     * @param level 0 at the base, 1 at the apex
     */
    HeartSlice slice(double level, SplittableRandom random) {
        double centreX = x + level * driftX + random.nextDouble(-2.5, 2.5);
        double centreY = y + level * driftY + random.nextDouble(-2.5, 2.5);
        double narrowing = StrictMath.sqrt(1 - taper * taper * level * level);
        double outerRadius = outer.radius() * narrowing * random.nextDouble(0.97, 1.03);
        double innerRadius = outerRadius * cavity * (1 - 0.28 * level) * random.nextDouble(0.96, 1.04);
        double offset = 0.06 * (outerRadius - innerRadius);
        Contour epicardium = outer.at(centreX, centreY, outerRadius).irregular(random, 0.012);
        Contour endocardium = inner.at(
                        centreX + random.nextDouble(-offset, offset),
                        centreY + random.nextDouble(-offset, offset),
                        innerRadius)
                .irregular(random, 0.025);
        return new HeartSlice(
                epicardium,
                endocardium,
                rightVentricle(level, centreX, centreY, outerRadius, random),
                rightWall,
                fat,
                HeartSlice.papillaryMuscles(endocardium, rightAngle, level, random),
                new SmoothField(random, 14));
    }

    private Contour rightVentricle(double level, double centreX, double centreY, double left, SplittableRandom random) {
        double fraction = level / rightEnd;
        double depth = rightDepth * (1 - fraction * fraction) * random.nextDouble(0.93, 1.07);
        double angle = rightAngle + random.nextDouble(-0.08, 0.08);
        double width = left * rightWidth * random.nextDouble(0.96, 1.04);
        SplittableRandom shape = random.split();
        if (depth < LEAST_RIGHT_DEPTH) {
            return null;
        }
        // An oval that reaches from inside the left ventricle, which covers it, to the given depth beyond it.
        double from = 0.1 * left;
        double to = left + depth;
        double along = (to - from) / 2;
        double across = Math.min(width, along * 1.35) * (1 - 0.25 * fraction * fraction);
        double distance = (to + from) / 2;
        return Contour.oval(
                        centreX + distance * StrictMath.cos(angle),
                        centreY + distance * StrictMath.sin(angle),
                        along,
                        across,
                        angle)
                .irregular(shape, 0.03);
    }
}
