// SPDX-License-Identifier: Apache-2.0
package org.septum.training.optimizer;

import org.osgi.service.component.annotations.Component;
import org.septum.api.Arguments;
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
        return Adam.options(PacedOptimizer.weightDecay());
    }

    @Override
    public Optimizer create(Arguments arguments) {
        return new Adam(arguments, false);
    }
}
