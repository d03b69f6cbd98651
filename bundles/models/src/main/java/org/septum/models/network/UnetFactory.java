// SPDX-License-Identifier: Apache-2.0
package org.septum.models.network;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Kind;
import org.septum.api.Option;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.model.Model;
import org.septum.api.model.ModelFactory;

/** The model {@code unet}: {@link Unet}. */
@Component
@PluginType("unet")
public final class UnetFactory implements ModelFactory {

    @Override
    public String summary() {
        return "U-Net with zero padding, so that features keep the image's size (Ronneberger et al. 2015)";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.whole("depth", 1, 7, "how often the encoder halves height and width; the paper's is 4")
                        .or(4),
                Option.whole(
                                "base-channels",
                                1,
                                1024,
                                "channels at full resolution, doubled at every halving; the paper's are 64")
                        .or(64),
                Option.component("encoder", Kind.BLOCK, "the block of every encoder level")
                        .or("double-conv"),
                Option.component(
                                "bottleneck",
                                Kind.BLOCK,
                                "the block at the lowest resolution; the encoder's if left out")
                        .optional(),
                Option.component("decoder", Kind.BLOCK, "the block of every decoder level; the encoder's if left out")
                        .optional(),
                Option.component("up", Kind.UPSAMPLING, "how the decoder doubles height and width")
                        .or("transposed-conv"),
                Option.component("skip", Kind.SKIP, "how the encoder's features join the decoder's")
                        .or("concat"),
                Option.flag(
                                "deep-supervision",
                                "whether heads learn from the coarser decoder levels too (Lee et al. 2015; nnU-Net)")
                        .or(false));
    }

    @Override
    public Model create(Arguments arguments) {
        return new Unet(arguments);
    }
}
