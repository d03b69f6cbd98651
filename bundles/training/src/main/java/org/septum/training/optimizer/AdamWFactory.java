// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
import org.septum.api.Options;
import org.septum.api.PluginType;
import org.septum.api.training.Optimizer;
import org.septum.api.training.OptimizerFactory;

/** Publishes {@link Adam} with decoupled decay as {@code adamw}. All defaults are those of PyTorch's {@code torch.optim.AdamW}. */
@Component
@PluginType("adamw")
public final class AdamWFactory implements OptimizerFactory {

    @Override
    public String summary() {
        return "Adam with decoupled weight decay (Loshchilov and Hutter 2019)";
    }

    @Override
    public Options options() {
        return Adam.options(PacedOptimizer.decoupledDecay(0.01, "as in PyTorch"));
    }

    @Override
    public Optimizer create(Arguments arguments) {
        return new Adam(arguments, true);
    }
}
