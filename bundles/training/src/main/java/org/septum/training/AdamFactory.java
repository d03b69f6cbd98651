// SPDX-License-Identifier: Apache-2.0
package org.septum.training;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Option;
import org.septum.api.OptionType;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Optimizer;
import org.septum.api.training.OptimizerFactory;

/** Publishes {@link Adam} as {@code adam}. All defaults are those of PyTorch's {@code torch.optim.Adam}. */
@Component
@PluginType("adam")
public final class AdamFactory implements OptimizerFactory {

    @Override
    public String summary() {
        return "Adam with bias correction, optionally AMSGrad (Kingma and Ba 2015; Reddi et al. 2018)";
    }

    @Override
    public Options options() {
        return Options.of(
                Option.real("learning-rate", 0, Double.POSITIVE_INFINITY, "step size; default as in PyTorch")
                        .or(1e-3),
                Option.list(
                                "betas",
                                new OptionType.Real(0, 1),
                                "decay rates of the running means of the gradient and of its square, each below 1; "
                                        + "default from the paper")
                        .or(List.of(0.9, 0.999)),
                Option.real(
                                "epsilon",
                                0,
                                Double.POSITIVE_INFINITY,
                                "added to the denominator against division by zero; default from the paper")
                        .or(1e-8),
                Option.real(
                                "weight-decay",
                                0,
                                Double.POSITIVE_INFINITY,
                                "L2 penalty: this times the parameter is added to the gradient, as PyTorch's Adam does "
                                        + "(not the decoupled decay of AdamW)")
                        .or(0.0),
                Option.flag("amsgrad", "divide by the largest running mean of the squared gradient so far")
                        .or(false),
                Option.flag("maximize", "climb the loss instead of descending it")
                        .or(false));
    }

    @Override
    public Optimizer create(Arguments arguments) {
        List<Double> betas = arguments.list("betas", Double.class);
        if (betas.size() != 2 || betas.contains(1.0)) {
            throw arguments.error(
                    "betas", "found " + betas + ", allowed are two numbers of at least 0 and below 1, as [0.9, 0.999]");
        }
        return new Adam(
                arguments.real("learning-rate"),
                betas.get(0),
                betas.get(1),
                arguments.real("epsilon"),
                arguments.real("weight-decay"),
                arguments.flag("amsgrad"),
                arguments.flag("maximize"));
    }
}
