// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.phantom;

import java.util.SplittableRandom;

/**
 * What lies around the heart: the chest wall, lungs, liver, stomach, spine and descending aorta. Lengths are in mm.
 *
 * @param thorax the inside of the chest wall
 * @param muscle thickness of the chest wall's muscle
 * @param fat thickness of the fat under the skin
 */
record Surroundings(
        Contour thorax, double muscle, double fat, Contour liver, Contour stomach, Contour spine, Contour aorta) {

    /** The least distance from the right ventricle to the chest wall, in mm. */
    private static final double LEAST_GAP = 3;

    /** Draws surroundings that leave room for the heart. */
    static Surroundings draw(Heart heart, SplittableRandom random) {
        return around(heart, draw(random));
    }

    /** Moves the chest wall out of the right ventricle's way. */
    private static Surroundings around(Heart heart, Surroundings drawn) {
        double intrusion = 0;
        for (double side = -0.9; side <= 0.9; side += 0.3) {
            double angle = heart.rightAngle() + side;
            double reach = heart.outer().radius() + heart.rightDepth() * (1 - 0.6 * side * side) + heart.rightWall();
            double x = heart.x() + reach * StrictMath.cos(angle);
            double y = heart.y() + reach * StrictMath.sin(angle);
            intrusion = Math.max(intrusion, drawn.thorax.distance(x, y) + LEAST_GAP);
        }
        Contour old = drawn.thorax;
        Contour thorax = old.at(
                old.x() + intrusion * StrictMath.cos(heart.rightAngle()),
                old.y() + intrusion * StrictMath.sin(heart.rightAngle()),
                old.radius());
        return new Surroundings(thorax, drawn.muscle, drawn.fat, drawn.liver, drawn.stomach, drawn.spine, drawn.aorta);
    }

    private static Surroundings draw(SplittableRandom random) {
        double spineX = random.nextDouble(0, 50);
        double spineY = random.nextDouble(68, 86);
        return new Surroundings(
                Contour.oval(
                                random.nextDouble(8, 30),
                                random.nextDouble(10, 34),
                                random.nextDouble(86, 104),
                                random.nextDouble(74, 86),
                                random.nextDouble(-0.3, 0.5))
                        .irregular(random, 0.02),
                random.nextDouble(6, 16),
                random.nextDouble(5, 25),
                Contour.oval(
                                random.nextDouble(-62, -18),
                                random.nextDouble(46, 68),
                                random.nextDouble(45, 62),
                                random.nextDouble(30, 42),
                                random.nextDouble(-0.5, 0.3))
                        .irregular(random, 0.04),
                Contour.oval(
                                random.nextDouble(25, 65),
                                random.nextDouble(40, 70),
                                random.nextDouble(16, 36),
                                random.nextDouble(12, 26),
                                random.nextDouble(-1, 1))
                        .irregular(random, 0.05),
                Contour.circle(spineX, spineY, random.nextDouble(14, 19)).irregular(random, 0.06),
                Contour.circle(
                        spineX + random.nextDouble(18, 28),
                        spineY - random.nextDouble(6, 16),
                        random.nextDouble(8, 12)));
    }

    /** The surroundings in one slice: below the diaphragm, towards the heart's apex, liver and stomach are larger. */
    Surroundings slice(double level, SplittableRandom random) {
        return new Surroundings(
                thorax.irregular(random, 0.006),
                muscle,
                fat,
                moved(liver, 0.75 + 0.35 * level, random),
                moved(stomach, 0.4 + 0.7 * level, random),
                moved(spine, 1, random),
                moved(aorta, 1, random));
    }

    private static Contour moved(Contour organ, double scale, SplittableRandom random) {
        return organ.at(
                        organ.x() + random.nextDouble(-2, 2),
                        organ.y() + random.nextDouble(-2, 2),
                        organ.radius() * scale * random.nextDouble(0.97, 1.03))
                .irregular(random, 0.015);
    }

    /**
     * The signal at a place.
     *
     * @param texture unevenness of the tissues
     * @param edge the width of a boundary
     */
    double paint(double x, double y, double edge, Appearance appearance, SmoothField texture) {
        double uneven = texture.at(x, y);
        double outside = thorax.distance(x, y);
        // Blood vessels show as bright spots in the dark lung.
        double vessels = Math.max(0, texture.at(1.1 * x + 0.9 * y + 50, 1.1 * y - 0.9 * x) - 0.42);
        double value = appearance.lung() * (1 + 0.5 * uneven) + 0.7 * appearance.blood() * vessels;
        value = over(value, appearance.liver() * (1 + 0.15 * uneven) + 0.5 * vessels, liver, x, y, edge);
        value = over(value, appearance.fat() * (0.75 + 0.6 * uneven), stomach, x, y, edge);
        value = over(value, appearance.spine() * (1 + 0.3 * uneven), spine, x, y, edge);
        value = over(value, appearance.blood() * (0.95 + 0.1 * uneven), aorta, x, y, edge);
        if (outside > -edge) {
            double wall = chestWall(outside, uneven, edge, appearance);
            value = wall + (value - wall) * Contour.coverage(outside, edge);
        }
        return value;
    }

    private double chestWall(double depth, double uneven, double edge, Appearance appearance) {
        double air = 0.01;
        double skin = muscle + fat;
        double inFat = appearance.fat() * (1 + 0.1 * uneven);
        double value = air + (inFat - air) * Contour.coverage(depth - skin, edge);
        double inMuscle = appearance.muscle() * (1 + 0.8 * uneven);
        return value + (inMuscle - value) * Contour.coverage(depth - muscle * (1 + 0.3 * uneven), edge);
    }

    private static double over(double below, double above, Contour organ, double x, double y, double edge) {
        return organ.near(x, y, edge) ? below + (above - below) * Contour.coverage(organ.distance(x, y), edge) : below;
    }
}
