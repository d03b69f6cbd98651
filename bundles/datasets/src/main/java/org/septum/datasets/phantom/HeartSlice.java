// SPDX-License-Identifier: Apache-2.0
package org.septum.datasets.phantom;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The heart in one slice.
 *
 * @param epicardium the left ventricle's outer wall
 * @param endocardium its cavity
 * @param right the right ventricle, partly covered by the left one; null in slices below its end
 * @param rightWall thickness of the right ventricle's wall, in mm
 * @param fat the greatest thickness of the fat around the heart, in mm
 * @param papillaryMuscles muscle that stands in the cavities and, as readers outline it, belongs to them
 * @param unevenness where the fat is thick and where the blood's signal is weak
 */
record HeartSlice(
        Contour epicardium,
        Contour endocardium,
        Contour right,
        double rightWall,
        double fat,
        List<Contour> papillaryMuscles,
        SmoothField unevenness) {

    static final int BACKGROUND = 0;
    static final int RIGHT_VENTRICLE = 1;
    static final int MYOCARDIUM = 2;
    static final int LEFT_VENTRICLE = 3;

    /** The names of the labels above, in the order that the ACDC data number them. */
    static final List<String> LABELS = List.of("background", "rv", "myocardium", "lv");

    /** Two muscles on the side away from the septum, thick in the middle of the ventricle and absent at the base. */
    static List<Contour> papillaryMuscles(Contour cavity, double rightAngle, double level, SplittableRandom random) {
        double size = cavity.radius() * (0.1 + 0.2 * Math.min(1, 2 * level)) * random.nextDouble(0.8, 1.1);
        return Stream.of(-1, 1)
                .map(side -> {
                    double angle = rightAngle + side * random.nextDouble(1.7, 2.5);
                    double place = cavity.radius() * random.nextDouble(0.6, 0.8);
                    return Contour.oval(
                            cavity.x() + place * StrictMath.cos(angle),
                            cavity.y() + place * StrictMath.sin(angle),
                            size * random.nextDouble(1, 1.4),
                            size,
                            angle);
                })
                .toList();
    }

    int label(double x, double y) {
        if (endocardium.distance(x, y) < 0) {
            return LEFT_VENTRICLE;
        }
        if (epicardium.distance(x, y) < 0) {
            return MYOCARDIUM;
        }
        return right != null && right.distance(x, y) < 0 ? RIGHT_VENTRICLE : BACKGROUND;
    }

    /**
     * Paints the heart over what is behind it.
     *
     * @param behind the signal without a heart
     * @param edge the width of a boundary in mm: pixel size and the slant of the walls through the slice
     */
    double paint(double behind, double x, double y, double edge, Appearance appearance) {
        if (!epicardium.near(x, y, 20) && (right == null || !right.near(x, y, 20))) {
            return behind;
        }
        double uneven = unevenness.at(x, y);
        double toLeft = epicardium.distance(x, y);
        double toRight = right == null ? Double.MAX_VALUE : right.distance(x, y);
        double toHeart = Math.min(toLeft, toRight - rightWall);
        double value = over(behind, appearance.fat(), toHeart - fat * Math.max(0, uneven + 0.3), edge);
        double muscle = appearance.myocardium() * (1 + 0.1 * uneven);
        double blood = appearance.blood() * (1 + 0.08 * uneven);
        if (right != null) {
            value = over(value, muscle, toRight - rightWall, edge);
            // Trabeculae: near its wall the right ventricle's blood is mixed with strands of muscle.
            double strands = Math.max(0, Math.min(1, 1 + toRight / 9)) * Math.max(0, unevenness.at(2.5 * x, 2.5 * y));
            value = over(value, blood + (muscle - blood) * 0.8 * strands, toRight, edge);
        }
        value = over(value, muscle, toLeft, edge);
        value = over(value, blood, endocardium.distance(x, y), edge);
        for (Contour papillary : papillaryMuscles) {
            if (papillary.near(x, y, edge)) {
                double outside = Math.max(papillary.distance(x, y), endocardium.distance(x, y));
                value = over(value, muscle, outside, edge);
            }
        }
        return value;
    }

    private static double over(double below, double above, double distance, double edge) {
        return below + (above - below) * Contour.coverage(distance, edge);
    }
}
