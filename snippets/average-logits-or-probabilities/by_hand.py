import numpy as np

from logitbook import sigmoid

leads = np.array([6.0, -1.0, -2.0])  # cat over dog, a model each

p = sigmoid(leads)
mean_p = p.mean()
mean_lead = leads.mean()
p_of_mean = sigmoid(mean_lead)
cat_root = np.prod(p) ** (1 / 3)
dog_root = np.prod(1 - p) ** (1 / 3)

print(f"three models: {p.round(3)}")
print(f"mean probability:  cat {mean_p:.4f}")
print(f"mean logit {mean_lead:.1f}:    cat {p_of_mean:.4f}")
print(f"geometric means:   {cat_root:.4f}, {dog_root:.4f}")
print(f"cat's share:           {cat_root / (cat_root + dog_root):.4f}")
